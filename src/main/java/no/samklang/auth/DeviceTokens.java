package no.samklang.auth;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import no.samklang.auth.SigningKeys.SigningKey;
import no.samklang.id.DeviceId;
import no.samklang.id.NewId;

/**
 * Signs and verifies the values of device cookies (LOGIN-2): an id and its HMAC-SHA256. A device is
 * known to a person only by the table {@code known_device}; the signature keeps forged values from
 * the database.
 */
final class DeviceTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "samklang device cookie";

  private final SecretKey key;

  /** Derives its key from the signing key, which all nodes share. */
  DeviceTokens(SigningKey signingKey) {
    byte[] secret = signingKey.privateKey().getBytes(StandardCharsets.US_ASCII);
    this.key = hmacKey(hmac(hmacKey(secret), PURPOSE));
  }

  String issue(DeviceId device) {
    return device + "." + signature(device);
  }

  /** The device of a token; empty when it isn't one of ours. */
  Optional<DeviceId> verify(String token) {
    int end = token.indexOf('.');
    return Optional.of(token)
        .filter(value -> end > 0)
        .flatMap(value -> LoginService.parsed(value.substring(0, end)))
        .map(DeviceId::new)
        .filter(device -> isSame(signature(device), token.substring(end + 1)));
  }

  /** A device that isn't known yet. */
  static DeviceId newDevice() {
    return new DeviceId(NewId.random());
  }

  private String signature(DeviceId device) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(key, device.toString()));
  }

  private static boolean isSame(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static SecretKey hmacKey(byte[] bytes) {
    return new SecretKeySpec(bytes, ALGORITHM);
  }

  private static byte[] hmac(SecretKey key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }
}
