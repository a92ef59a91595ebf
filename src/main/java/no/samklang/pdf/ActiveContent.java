package no.samklang.pdf;

import java.util.Arrays;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNull;

/**
 * Recognises dictionaries of scripts, actions and embedded files (DOC-3). A key is judged by what
 * it is a key of: a producer may call a font {@code JS}, and the rights of a Reader-enabled paper
 * have a list {@code EF}.
 */
final class ActiveContent {
  private static final Set<String> ACTIONS =
      Set.of(
          "JavaScript",
          "Launch",
          "ImportData",
          "SubmitForm",
          "GoToE",
          "Rendition",
          "RichMediaExecute");
  private static final Set<String> TYPES =
      Set.of("EmbeddedFile", "FileAttachment", "RichMedia", "Movie", "Screen", "Sound", "3D");
  private static final COSName[] NAME_TREES = {COSName.JAVA_SCRIPT, COSName.EMBEDDED_FILES};
  private static final COSName[] PLATFORMS = {
    COSName.F, COSName.UF, COSName.DOS, COSName.MAC, COSName.UNIX
  };

  private ActiveContent() {}

  static boolean isIn(COSDictionary dictionary) {
    return ACTIONS.contains(dictionary.getNameAsString(COSName.S, ""))
        || TYPES.contains(dictionary.getNameAsString(COSName.SUBTYPE, ""))
        || TYPES.contains(dictionary.getNameAsString(COSName.TYPE, ""))
        || OutsideReference.isIn(dictionary)
        || isFileSpecification(dictionary)
        || hasFormOfXfa(dictionary)
        || isPortfolio(dictionary)
        || hasNames(dictionary);
  }

  /** A file specification with the file itself; the file stands under a platform's key. */
  private static boolean isFileSpecification(COSDictionary dictionary) {
    COSDictionary files = dictionary.getCOSDictionary(COSName.EF);
    return files != null
        && Arrays.stream(PLATFORMS).anyMatch(key -> hasContent(files.getDictionaryObject(key)));
  }

  private static boolean hasFormOfXfa(COSDictionary dictionary) {
    COSDictionary form = dictionary.getCOSDictionary(COSName.ACRO_FORM);
    return form != null && hasContent(form.getDictionaryObject(COSName.XFA));
  }

  private static boolean isPortfolio(COSDictionary dictionary) {
    return COSName.CATALOG.equals(dictionary.getCOSName(COSName.TYPE))
        && dictionary.getCOSDictionary(COSName.COLLECTION) != null;
  }

  /** The document's named scripts and files, in a tree of which an empty one is harmless. */
  private static boolean hasNames(COSDictionary dictionary) {
    for (COSName tree : NAME_TREES) {
      COSDictionary root = dictionary.getCOSDictionary(tree);
      if (root != null
          && (hasContent(root.getDictionaryObject(COSName.NAMES))
              || hasContent(root.getDictionaryObject(COSName.KIDS)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasContent(COSBase value) {
    return value != null
        && value != COSNull.NULL
        && !(value instanceof COSArray array && array.size() == 0);
  }
}
