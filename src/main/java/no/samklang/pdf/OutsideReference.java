package no.samklang.pdf;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;

/**
 * Recognises what makes a reader fetch something, or act, without a click (DOC-3): a path on the
 * network, which tells the user's password hash to its server, a stream whose content is elsewhere,
 * and actions that are run at opening.
 */
final class OutsideReference {
  private static final int MAX_CHAIN = 100;
  private static final String GO_TO = "GoTo";
  private static final COSName URI = COSName.getPDFName("URI");
  private static final Pattern NETWORK =
      Pattern.compile("^\\s*(?:[\\\\/]{2}|[a-z][a-z0-9+.-]+:[\\\\/]{2}|file:|smb:|unc:)");
  private static final Pattern LOCAL_LINK = Pattern.compile("^\\s*(?:[\\\\/]{2}|file:|smb:|unc:)");

  private OutsideReference() {}

  static boolean isIn(COSDictionary dictionary) {
    return isExternalStream(dictionary)
        || Stream.of(COSName.F, COSName.UF).anyMatch(key -> matches(dictionary, key, NETWORK))
        || matches(dictionary, URI, LOCAL_LINK)
        || runsByItself(dictionary.getDictionaryObject(COSName.OPEN_ACTION))
        || hasTriggers(dictionary.getDictionaryObject(COSName.AA));
  }

  private static boolean isExternalStream(COSDictionary dictionary) {
    return dictionary instanceof COSStream && dictionary.getDictionaryObject(COSName.F) != null;
  }

  private static boolean matches(COSDictionary dictionary, COSName key, Pattern path) {
    return dictionary.getDictionaryObject(key) instanceof COSString text
        && path.matcher(text.getString().toLowerCase(Locale.ROOT)).find();
  }

  private static boolean hasTriggers(COSBase triggers) {
    return triggers instanceof COSDictionary dictionary
        && dictionary.keySet().stream()
            .anyMatch(key -> runsByItself(dictionary.getDictionaryObject(key)));
  }

  /** Whether it is an action other than going to a page of the document, or followed by one. */
  private static boolean runsByItself(COSBase action) {
    COSBase next = action;
    for (int i = 0; i < MAX_CHAIN; i++) {
      if (!(next instanceof COSDictionary dictionary)
          || dictionary.getDictionaryObject(COSName.S) == null) {
        return false;
      }
      if (!GO_TO.equals(dictionary.getNameAsString(COSName.S))) {
        return true;
      }
      next = dictionary.getDictionaryObject(COSName.NEXT);
      if (next instanceof COSArray several) {
        return several.size() > 0; // several actions: none is needed to open at a page
      }
    }
    return true;
  }
}
