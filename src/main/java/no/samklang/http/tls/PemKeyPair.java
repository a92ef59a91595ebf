package no.samklang.http.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import javax.net.ssl.X509KeyManager;
import no.samklang.config.HttpSettings;

/** Contents of the certificate chain and private key files at one time. */
record PemKeyPair(Buffer certificate, Buffer key) {
  /** Reads both files; blocks. */
  static PemKeyPair read(HttpSettings.TlsSettings files) throws IOException {
    return new PemKeyPair(
        Buffer.buffer(Files.readAllBytes(files.certificate().orElseThrow())),
        Buffer.buffer(Files.readAllBytes(files.key().orElseThrow())));
  }

  PemKeyCertOptions options() {
    return new PemKeyCertOptions().setCertValue(certificate).setKeyValue(key);
  }

  /**
   * Fails unless both are readable and match: neither Java nor Vert.x checks that, and with a
   * mismatch every handshake fails. Files are replaced one after the other, so this occurs. Blocks.
   */
  void validate(Vertx vertx) throws Exception {
    PemKeyCertOptions options = options();
    X509KeyManager keys = (X509KeyManager) options.getKeyManagerFactory(vertx).getKeyManagers()[0];
    for (String alias : Collections.list(options.loadKeyStore(vertx).aliases())) {
      requireMatch(keys.getPrivateKey(alias), keys.getCertificateChain(alias)[0]);
    }
  }

  private static void requireMatch(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    byte[] challenge = new byte[32];
    new SecureRandom().nextBytes(challenge);
    Signature signature = Signature.getInstance(algorithm(key));
    signature.initSign(key);
    signature.update(challenge);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(challenge);
    if (!signature.verify(signed)) {
      throw new SignatureException("The key doesn't match the certificate");
    }
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }

  @Override
  public String toString() {
    return "PemKeyPair";
  }
}
