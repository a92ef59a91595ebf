package no.samklang.archive;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import no.samklang.gateway.TextTemplate;

/**
 * Description of an archive channel, read from a file in {@code conf/archive} (PLAN-3). Templates
 * may have placeholders, for instance <code>{token}</code>.
 *
 * @param folder for a folder only
 * @param url for HTTPS only, as the rest
 * @param method null for POST
 * @param received which responses mean that the archive has been received
 */
record ChannelDescription(
    ChannelKind kind,
    TextTemplate folder,
    TextTemplate url,
    UploadMethod method,
    Map<String, TextTemplate> headers,
    ReceivedRule received) {
  ChannelDescription {
    require(kind != null, "needs kind");
    headers = headers == null ? Map.of() : new LinkedHashMap<>(headers);
    method = method == null ? UploadMethod.POST : method;
    boolean isFolder = kind == ChannelKind.FOLDER;
    require(isFolder == (folder != null), "needs folder for FOLDER, and for nothing else");
    require(isFolder == (url == null), "needs url for HTTPS, and for nothing else");
    require(isFolder == (received == null), "needs received for HTTPS, and for nothing else");
  }

  /** How archives are handed over. */
  enum ChannelKind {
    FOLDER,
    HTTPS
  }

  /** HTTP method of the request. */
  enum UploadMethod {
    POST,
    PUT
  }

  /**
   * A response with the receipt.
   *
   * @param receipt where it stands in the JSON body (RFC 6901)
   */
  record ReceivedRule(Set<Integer> status, String receipt) {
    ReceivedRule {
      require(status != null && !status.isEmpty(), "received needs status");
      require(status.stream().allMatch(one -> one >= 200 && one <= 299), "a status is 200 to 299");
      require(receipt != null && receipt.startsWith("/"), "received needs receipt, a JSON pointer");
    }

    JsonPointer pointer() {
      return JsonPointer.compile(receipt);
    }
  }

  /** All templates of the description. */
  Stream<TextTemplate> templates() {
    return Stream.concat(
        Stream.of(folder, url).filter(Objects::nonNull), headers.values().stream());
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }
}
