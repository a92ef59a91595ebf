package no.samklang.http.openapi.schema;

/**
 * The path of a value and the keyword it violates.
 *
 * @param path {@code a.b.0.c}; empty for the whole value
 * @param keyword of JSON Schema; for {@code required} and {@code additionalProperties} the path is
 *     that of the property
 */
public record SchemaError(String path, String keyword) {}
