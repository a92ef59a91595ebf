package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * The validated values of a request.
 *
 * @param path by name, as {@code query} and {@code headers}; absent values are omitted
 * @param body null without a body, and for a file
 */
public record ValidatedRequest(
    Map<String, JsonNode> path,
    Map<String, JsonNode> query,
    Map<String, JsonNode> headers,
    JsonNode body) {}
