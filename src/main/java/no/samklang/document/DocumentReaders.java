package no.samklang.document;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import no.samklang.document.Documents.Document;
import no.samklang.id.ParticipantId;

/** Who may read a document, with who added it; null for all participants. */
final class DocumentReaders {
  private DocumentReaders() {}

  static List<ParticipantId> of(Document document) {
    return of(document.addedBy().participantId(), document.readers());
  }

  /**
   * @param chosen null for all participants
   */
  static List<ParticipantId> of(ParticipantId addedBy, List<ParticipantId> chosen) {
    if (chosen == null) {
      return null;
    }
    Set<ParticipantId> readers = new LinkedHashSet<>(chosen);
    readers.add(addedBy);
    return List.copyOf(readers);
  }

  /** Those of either; null when one of them is for all. */
  static List<ParticipantId> union(List<ParticipantId> some, List<ParticipantId> others) {
    if (some == null || others == null) {
      return null;
    }
    List<ParticipantId> all = new ArrayList<>(some);
    all.addAll(others);
    return List.copyOf(new LinkedHashSet<>(all));
  }
}
