package no.samklang.pdf;

import java.io.IOException;
import java.security.SecureRandom;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** New passwords for PDF files, to be read and typed by people (DOC-2, PRINT-1). */
public final class FilePassword {
  private static final SecureRandom RANDOM = new SecureRandom();
  // without characters that look alike
  private static final String CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final int GROUPS = 3;
  private static final int GROUP_LENGTH = 4;
  private static final int OWNER_GROUPS = 8;
  private static final int KEY_BITS = 256;

  private FilePassword() {}

  /** One that opens a file. */
  public static String create() {
    return create(GROUPS);
  }

  /** One that nobody gets to know, with which a file's protection could be changed. */
  public static String createForOwner() {
    return create(OWNER_GROUPS);
  }

  private static String create(int groups) {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < groups * GROUP_LENGTH; i++) {
      if (i > 0 && i % GROUP_LENGTH == 0) {
        password.append('-');
      }
      password.append(CHARACTERS.charAt(RANDOM.nextInt(CHARACTERS.length())));
    }
    return password.toString();
  }

  /** Encrypts the document by AES-256 when it is saved; only the password opens it then. */
  public static void protect(PDDocument document, String password, String ownerPassword)
      throws IOException {
    protection(password, ownerPassword).protect(document);
  }

  /** A protection by AES-256 that only the password opens, for one document; takes some ms. */
  static StreamingSecurityHandler protection(String password, String ownerPassword)
      throws IOException {
    StandardProtectionPolicy policy =
        new StandardProtectionPolicy(ownerPassword, password, new AccessPermission());
    policy.setEncryptionKeyLength(KEY_BITS);
    policy.setPreferAES(true);
    return StreamingSecurityHandler.of(policy);
  }
}
