package no.samklang.http;

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

/** Certificate chain and private key as they were in their files at one moment. */
record TlsPair(Buffer certificate, Buffer key) {
  /** Reads both files; blocks. */
  static TlsPair read(HttpSettings.Tls files) throws IOException {
    return new TlsPair(
        Buffer.buffer(Files.readAllBytes(files.certificate().orElseThrow())),
        Buffer.buffer(Files.readAllBytes(files.key().orElseThrow())));
  }

  PemKeyCertOptions options() {
    return new PemKeyCertOptions().setCertValue(certificate).setKeyValue(key);
  }

  /**
   * Fails unless both can be read and belong together: neither Java nor Vert.x looks, and with a
   * pair that doesn't, every handshake fails. Files are replaced one after the other, so this
   * happens. Blocks.
   */
  void check(Vertx vertx) throws Exception {
    PemKeyCertOptions options = options();
    X509KeyManager keys = (X509KeyManager) options.getKeyManagerFactory(vertx).getKeyManagers()[0];
    for (String alias : Collections.list(options.loadKeyStore(vertx).aliases())) {
      requireFit(keys.getPrivateKey(alias), keys.getCertificateChain(alias)[0]);
    }
  }

  private static void requireFit(PrivateKey key, X509Certificate certificate)
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
      throw new SignatureException("The key doesn't belong to the certificate");
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
    return "TlsPair";
  }
}
