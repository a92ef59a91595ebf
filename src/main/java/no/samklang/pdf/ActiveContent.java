package no.samklang.pdf;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;

/** Finds what a PDF does, starts or carries, beside being read; wherever in the file it stands. */
final class ActiveContent {
  private static final Set<String> KEYS =
      Set.of("JS", "JavaScript", "EmbeddedFiles", "EF", "XFA", "RichMediaContent");
  private static final Set<String> ACTIONS =
      Set.of(
          "JavaScript",
          "Launch",
          "ImportData",
          "SubmitForm",
          "GoToE",
          "Rendition",
          "Movie",
          "RichMediaExecute");
  private static final Set<String> KINDS =
      Set.of("EmbeddedFile", "FileAttachment", "RichMedia", "Movie", "Screen", "Sound", "3D");

  private final Deque<COSBase> waiting = new ArrayDeque<>();
  private final Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private ActiveContent() {}

  static boolean isIn(COSDocument document) {
    return new ActiveContent().search(document);
  }

  private boolean search(COSDocument document) {
    waiting.add(document.getTrailer());
    document.getXrefTable().keySet().forEach(key -> waiting.add(document.getObjectFromPool(key)));
    while (!waiting.isEmpty()) {
      if (look(waiting.remove())) {
        return true;
      }
    }
    return false;
  }

  private boolean look(COSBase item) {
    COSBase value = item instanceof COSObject reference ? reference.getObject() : item;
    if (value instanceof COSArray array && seen.add(array)) {
      array.forEach(this::later);
    }
    if (value instanceof COSDictionary dictionary && seen.add(dictionary)) {
      dictionary.getValues().forEach(this::later);
      return isActive(dictionary);
    }
    return false;
  }

  private void later(COSBase part) {
    if (part instanceof COSArray || part instanceof COSDictionary || part instanceof COSObject) {
      waiting.add(part);
    }
  }

  private static boolean isActive(COSDictionary dictionary) {
    return dictionary.keySet().stream().anyMatch(key -> KEYS.contains(key.getName()))
        || ACTIONS.contains(dictionary.getNameAsString(COSName.S, ""))
        || KINDS.contains(dictionary.getNameAsString(COSName.SUBTYPE, ""))
        || KINDS.contains(dictionary.getNameAsString(COSName.TYPE, ""));
  }
}
