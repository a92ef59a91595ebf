package no.samklang.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import no.samklang.id.ParticipantId;

/** The document types of the contract (DOC-1, DOC-2). */
public final class Documents {
  private Documents() {}

  /**
   * The query parameters of the list.
   *
   * @param sort a column, prefixed with {@code -} for descending
   * @param after the {@code next} of the previous page, or null
   */
  record DocumentQuery(String sort, Integer limit, String after) {
    DocumentQuery {
      sort = sort == null ? "-addedAt" : sort;
    }
  }

  /**
   * @param readers those it is kept to, besides who added it; null for all participants
   */
  record DocumentInput(
      String name, String description, @JsonProperty("for") List<ParticipantId> readers) {
    @Override
    public String toString() {
      return "DocumentInput";
    }
  }

  record AddedBy(ParticipantId participantId, String name) {}

  /**
   * @param size in bytes
   * @param readers as in {@link DocumentInput}
   * @param mayChange whether the caller may change and delete it
   */
  record Document(
      UUID id,
      int version,
      String name,
      String description,
      int size,
      AddedBy addedBy,
      Instant addedAt,
      @JsonProperty("for") List<ParticipantId> readers,
      boolean mayChange) {
    @Override
    public String toString() {
      return "Document " + id;
    }
  }

  /**
   * @param version of the plan's documents, raised by each change
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DocumentPage(List<Document> items, int total, int version, String next) {}

  /**
   * A protected copy that can be fetched once (DOC-2).
   *
   * @param url address of the copy
   * @param expiresInSeconds until when it can be fetched
   */
  public record OpenedFile(String password, String url, long expiresInSeconds) {
    @Override
    public String toString() {
      return "OpenedFile";
    }
  }
}
