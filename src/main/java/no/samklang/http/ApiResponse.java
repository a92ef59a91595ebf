package no.samklang.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.samklang.operation.Result.Accepted;
import no.samklang.operation.Result.ConditionalContent;
import no.samklang.operation.Result.FileContent;
import no.samklang.operation.Result.FileStream;

/**
 * A response to be written.
 *
 * @param body serialized as JSON unless it is a {@link Buffer}, or a {@link
 *     io.reactivex.rxjava3.core.Flowable} of them; null for none
 * @param cookies the cookies to set
 */
public record ApiResponse(
    int status, Object body, Map<String, String> headers, List<Cookie> cookies) {
  public static ApiResponse ok(Object body) {
    return new ApiResponse(200, body, Map.of(), List.of());
  }

  /** 201 with the location and representation of the new resource. */
  public static ApiResponse created(String location, Object body) {
    return new ApiResponse(201, body, Map.of("Location", location), List.of());
  }

  /** 202, with when to ask again. */
  public static ApiResponse accepted(Accepted accepted) {
    Map<String, String> headers =
        Map.of("Retry-After", Long.toString(accepted.retryAfter().toSeconds()));
    return new ApiResponse(202, accepted.body(), headers, List.of());
  }

  /**
   * A file; one with a name is sent as an attachment, so that it is never rendered in our origin.
   */
  public static ApiResponse file(FileContent file) {
    Map<String, String> headers = ofContent(file.contentType());
    if (file.attachment() != null) {
      headers.put(ContentDisposition.HEADER, ContentDisposition.attachment(file.attachment()));
    }
    if (!file.maxAge().isZero()) {
      headers.put("Cache-Control", "private, max-age=" + file.maxAge().toSeconds() + ", immutable");
      headers.put("Vary", "Cookie"); // not for another session in the same browser
    }
    return new ApiResponse(200, file.content(), headers, List.of());
  }

  /** A file in parts, as an attachment. */
  public static ApiResponse stream(FileStream file) {
    Map<String, String> headers = ofContent(file.contentType());
    headers.put("Content-Length", Long.toString(file.size()));
    headers.put(ContentDisposition.HEADER, ContentDisposition.attachment(file.attachment()));
    return new ApiResponse(200, file.content(), headers, List.of());
  }

  /**
   * Other files than texts are compressed already: 4 MB more of it block for a tenth of a second.
   */
  private static Map<String, String> ofContent(String contentType) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", contentType);
    if (!contentType.startsWith("text/")) {
      headers.put("Content-Encoding", "identity");
    }
    return headers;
  }

  /** Content with its tag and time; 304 if the client has it already. */
  public static ApiResponse conditional(ConditionalContent content) {
    String modified =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(content.modifiedAt().atZone(ZoneOffset.UTC));
    Map<String, String> headers = new HashMap<>();
    headers.put("ETag", content.etag());
    headers.put("Last-Modified", modified);
    headers.put("Cache-Control", "private, no-cache");
    if (content.content() == null) {
      return new ApiResponse(304, null, headers, List.of());
    }
    headers.put("Content-Type", content.contentType());
    return new ApiResponse(200, content.content(), headers, List.of());
  }

  public ApiResponse with(List<Cookie> newCookies) {
    return new ApiResponse(status, body, headers, newCookies);
  }
}
