package no.samklang.operation;

import io.vertx.core.buffer.Buffer;

/**
 * A file that was sent as the body, of one of the media types that the contract names for it.
 *
 * @param contentType the media type it is said to be; whether it is that is for the slice to find
 *     out
 * @param name as the client calls it, empty when it says nothing
 */
public record UploadedFile(String contentType, String name, Buffer content) {
  @Override
  public String toString() {
    return "UploadedFile";
  }
}
