package no.samklang.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a request holds that fits the contract.
 *
 * @param path values by name, as {@code query} and {@code headers}; those that weren't given are
 *     left out
 * @param body null for none, and for a file
 */
record CheckedRequest(
    Map<String, JsonNode> path,
    Map<String, JsonNode> query,
    Map<String, JsonNode> headers,
    JsonNode body) {}
