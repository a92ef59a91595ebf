package no.samklang.pdf;

import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSString;

/**
 * The dictionary that says how a file is encrypted (ISO 32000, 7.6). When the table of objects is
 * lost, the library doesn't look for it.
 */
final class EncryptionDictionary {
  private EncryptionDictionary() {}

  /** Whether it is one, for a password or for a certificate; or an xref stream that names one. */
  static boolean matches(COSDictionary dictionary) {
    boolean namesOne =
        COSName.XREF.equals(dictionary.getCOSName(COSName.TYPE))
            && dictionary.getDictionaryObject(COSName.ENCRYPT) instanceof COSDictionary;
    return namesOne || isOne(dictionary);
  }

  private static boolean isOne(COSDictionary dictionary) {
    return dictionary.getCOSName(COSName.FILTER) != null
        && dictionary.getDictionaryObject(COSName.V) instanceof COSNumber
        && (hasPasswords(dictionary)
            || dictionary.getCOSArray(COSName.RECIPIENTS) != null
            || dictionary.getCOSDictionary(COSName.CF) != null);
  }

  private static boolean hasPasswords(COSDictionary dictionary) {
    return dictionary.getDictionaryObject(COSName.O) instanceof COSString
        && dictionary.getDictionaryObject(COSName.U) instanceof COSString;
  }
}
