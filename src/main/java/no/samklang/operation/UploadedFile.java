package no.samklang.operation;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A file sent as the request body, of one of the media types listed in the contract.
 *
 * @param contentType the declared media type; the slice verifies the content
 * @param name the file name given by the client, empty if absent
 * @param query the query parameters of the operation, by name, as far as they are given
 */
public record UploadedFile(
    String contentType, String name, Buffer content, Map<String, String> query) {
  @Override
  public String toString() {
    return "UploadedFile";
  }
}
