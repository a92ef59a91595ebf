package no.samklang.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.samklang.http.BadRequestException;

/**
 * The file upload of an operation ({@code x-upload} in the contract), which replaces a JSON body.
 *
 * @param types accepted media types; the slice verifies the file's content
 */
public record UploadSpec(List<String> types, int maxBytes) {
  private static final String KEY = "x-upload";

  /**
   * @param operation its node in the contract
   */
  static Optional<UploadSpec> of(JsonNode operation) {
    return Optional.ofNullable(operation.get(KEY)).map(UploadSpec::parse);
  }

  private static UploadSpec parse(JsonNode upload) {
    List<String> types = new ArrayList<>();
    upload.get("types").forEach(type -> types.add(type.textValue()));
    return new UploadSpec(List.copyOf(types), upload.get("maxBytes").intValue());
  }

  /** Fails with 415 for another type, and with 400 for an empty file. */
  void validate(String contentType, int length) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    if (types.stream().noneMatch(type::equalsIgnoreCase)) {
      throw new BadRequestException(415, "request.mediaType");
    }
    if (length == 0) {
      throw new BadRequestException(400, "request.malformed");
    }
  }
}
