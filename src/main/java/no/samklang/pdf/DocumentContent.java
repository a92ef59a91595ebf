package no.samklang.pdf;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSObject;

/**
 * What the objects of a PDF contain, whether the pages use them or not.
 *
 * @param isActive whether there are scripts, actions, forms of XFA, or embedded files
 * @param isEncrypted whether there is a dictionary that says how the file is encrypted
 */
record DocumentContent(boolean isActive, boolean isEncrypted) {

  /**
   * @param unlisted objects that the document's xref table doesn't list
   */
  static DocumentContent of(COSDocument document, Collection<COSBase> unlisted) {
    Search search = new Search();
    search.queue.add(document.getTrailer());
    search.queue.addAll(unlisted);
    document
        .getXrefTable()
        .keySet()
        .forEach(key -> search.queue.add(document.getObjectFromPool(key)));
    return search.run();
  }

  private static final class Search {
    private final Deque<COSBase> queue = new ArrayDeque<>();
    private final Set<COSBase> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean active;
    private boolean encrypted;

    DocumentContent run() {
      while (!queue.isEmpty() && !encrypted) {
        visit(queue.remove());
      }
      return new DocumentContent(active, encrypted);
    }

    private void visit(COSBase item) {
      COSBase value = item instanceof COSObject reference ? reference.getObject() : item;
      if (value instanceof COSArray array && visited.add(array)) {
        array.forEach(this::enqueue);
      }
      if (value instanceof COSDictionary dictionary && visited.add(dictionary)) {
        dictionary.getValues().forEach(this::enqueue);
        active |= ActiveContent.isIn(dictionary);
        encrypted |= EncryptionDictionary.matches(dictionary);
      }
    }

    private void enqueue(COSBase part) {
      if (part instanceof COSArray || part instanceof COSDictionary || part instanceof COSObject) {
        queue.add(part);
      }
    }
  }
}
