package no.samklang.http.openapi;

/**
 * A place of a value and the keyword that it breaks.
 *
 * @param path {@code a.b.0.c}; empty for the whole value
 * @param keyword of JSON Schema; for {@code required} and {@code additionalProperties} the path is
 *     that of the property
 */
public record SchemaError(String path, String keyword) {}
