package no.samklang.operation;

import io.vertx.core.buffer.Buffer;

/**
 * A file sent as the request body, of one of the media types listed in the contract.
 *
 * @param contentType the declared media type; the slice verifies the content
 * @param name the file name given by the client, empty if absent
 */
public record UploadedFile(String contentType, String name, Buffer content) {
  @Override
  public String toString() {
    return "UploadedFile";
  }
}
