package no.samklang.pdf;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.DecryptionMaterial;
import org.apache.pdfbox.pdmodel.encryption.PDEncryption;
import org.apache.pdfbox.pdmodel.encryption.ProtectionPolicy;
import org.apache.pdfbox.pdmodel.encryption.SecurityHandler;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.encryption.StandardSecurityHandler;

/**
 * The library's protection by AES-256 (ISO 32000-2, 7.6.3), with the streams of parsed files
 * encrypted as they are written: the library's own takes four times their length in memory.
 */
final class StreamingSecurityHandler extends SecurityHandler<ProtectionPolicy> {
  private final SecureRandom random = new SecureRandom();
  private final PDEncryption encryption;

  private StreamingSecurityHandler(
      StandardProtectionPolicy policy, StandardSecurityHandler standard, PDEncryption encryption) {
    super(policy);
    setEncryptionKey(standard.getEncryptionKey());
    setAES(standard.isAES());
    this.encryption = encryption;
    encryption.setSecurityHandler(this);
  }

  /** Derives the key, which doesn't depend on the document. */
  static StreamingSecurityHandler of(StandardProtectionPolicy policy) throws IOException {
    StandardSecurityHandler standard = new StandardSecurityHandler(policy);
    try (PDDocument any = new PDDocument()) {
      standard.prepareDocumentForEncryption(any);
      return new StreamingSecurityHandler(policy, standard, any.getEncryption());
    }
  }

  /** Encrypts the document when it is saved. */
  void protect(PDDocument document) throws IOException {
    document.setEncryptionDictionary(encryption);
  }

  @Override
  public void prepareDocumentForEncryption(PDDocument document) {
    document.getDocument().setEncryptionDictionary(encryption.getCOSObject());
  }

  @Override
  public void prepareForDecryption(
      PDEncryption encryption, COSArray documentId, DecryptionMaterial material) {
    throw new UnsupportedOperationException("Only encrypts");
  }

  @Override
  public void encryptStream(COSStream stream, long number, int generation) throws IOException {
    if (stream instanceof ParsedStream parsed) {
      parsed.encryptBy(cipher());
    } else {
      super.encryptStream(stream, number, generation);
    }
  }

  private Cipher cipher() throws IOException {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(getEncryptionKey(), "AES"), random);
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
