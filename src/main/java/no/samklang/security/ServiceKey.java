package no.samklang.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import no.samklang.config.Settings.SecuritySettings;
import no.samklang.config.SettingsException;
import org.apache.commons.lang3.SystemUtils;

/**
 * The key that is kept outside the database, so that a copy of the database alone tells no code,
 * password or signing key. Texts are encrypted with AES-256-GCM, and codes hashed with
 * HMAC-SHA-256.
 */
public final class ServiceKey {
  private static final String SETTING = "security.key";
  private static final String FILE = "samklang.key";
  private static final int KEY_BYTES = 32;
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey encryption;
  private final SecretKey authentication;

  private ServiceKey(byte[] key) {
    this.encryption = new SecretKeySpec(mac(hmacKey(key), "encryption"), "AES");
    this.authentication = hmacKey(mac(hmacKey(key), "authentication"));
  }

  /** What a secret is for: what is encrypted or hashed for one purpose is no good for another. */
  public enum Purpose {
    OUTBOX,
    SIGNING_KEY,
    ONE_TIME_CODE,
    CONFIRMATION_CODE,
    STOP_LINK,
    START_SHEET
  }

  /**
   * The key of the setting, or without one of a file in the data directory, which is written at the
   * first start. Blocking.
   *
   * @throws SettingsException if it isn't 32 bytes in Base64, or the file can't be read or written
   */
  public static ServiceKey load(SecuritySettings settings, Path dataDir) {
    try {
      return settings.key().isEmpty()
          ? new ServiceKey(readOrCreate(dataDir.resolve(FILE)))
          : new ServiceKey(decoded(settings.key().reveal()));
    } catch (IOException e) {
      throw new SettingsException(SETTING, "can't read or write " + dataDir.resolve(FILE));
    }
  }

  private static byte[] readOrCreate(Path file) throws IOException {
    try {
      return decoded(Files.readString(file).strip());
    } catch (NoSuchFileException e) {
      return create(file);
    }
  }

  /** Another process may have written it meanwhile: its key counts. */
  private static byte[] create(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), FILE, ".new");
    try {
      if (SystemUtils.IS_OS_UNIX) {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
      }
      Files.writeString(
          temporary, Base64.getEncoder().encodeToString(key) + "\n", StandardOpenOption.SYNC);
      Files.createLink(file, temporary);
      return key;
    } catch (FileAlreadyExistsException e) {
      return decoded(Files.readString(file).strip());
    } finally {
      Files.delete(temporary);
    }
  }

  private static byte[] decoded(String base64) {
    try {
      byte[] key = Base64.getDecoder().decode(base64);
      if (key.length == KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new SettingsException(SETTING, "must be 32 random bytes in Base64");
  }

  /** Encrypts a text, differently each time. */
  public String encrypt(Purpose purpose, String text) {
    byte[] iv = new byte[IV_BYTES];
    RANDOM.nextBytes(iv);
    byte[] encrypted = run(Cipher.ENCRYPT_MODE, purpose, iv, text.getBytes(StandardCharsets.UTF_8));
    byte[] all = ByteBuffer.allocate(IV_BYTES + encrypted.length).put(iv).put(encrypted).array();
    return Base64.getEncoder().encodeToString(all);
  }

  /**
   * Decrypts a text that was encrypted for the same purpose.
   *
   * @throws SettingsException if it was encrypted with another key
   */
  public String decrypt(Purpose purpose, String encrypted) {
    try {
      byte[] all = Base64.getDecoder().decode(encrypted);
      byte[] iv = Arrays.copyOf(all, IV_BYTES);
      byte[] text =
          run(Cipher.DECRYPT_MODE, purpose, iv, Arrays.copyOfRange(all, IV_BYTES, all.length));
      return new String(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new SettingsException(SETTING, "isn't the key that the database was used with");
    }
  }

  /** The HMAC of a text. */
  public byte[] hmac(Purpose purpose, String text) {
    return mac(authentication, purpose + "\n" + text);
  }

  private byte[] run(int mode, Purpose purpose, byte[] iv, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, encryption, new GCMParameterSpec(TAG_BITS, iv));
      cipher.updateAAD(purpose.name().getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SecretKey hmacKey(byte[] key) {
    return new SecretKeySpec(key, "HmacSHA256");
  }

  private static byte[] mac(SecretKey key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "ServiceKey";
  }
}
