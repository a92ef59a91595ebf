package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.Base64;
import no.samklang.db.Database;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.security.ServiceKey;
import no.samklang.security.ServiceKey.Purpose;

/**
 * The key that signs session tokens (ES256), stored in the database, encrypted, to be shared by all
 * nodes.
 */
@CheckReturnValue
final class SigningKeys {
  private static final String FIND_NEWEST =
      "select kid, private_key, public_key from signing_key order by created_at desc limit 1";
  private static final String INSERT =
      "insert into signing_key (kid, private_key, public_key, created_at) values ($1, $2, $3, $4)";
  // nodes that start concurrently on an empty database must get the same key
  private static final String LOCK = "select pg_advisory_xact_lock(72617)::text";

  private final Database db;
  private final Clock clock;
  private final ServiceKey serviceKey;

  SigningKeys(Database db, Clock clock, ServiceKey serviceKey) {
    this.db = db;
    this.clock = clock;
    this.serviceKey = serviceKey;
  }

  /**
   * @param privateKey PKCS #8 in PEM
   * @param publicKey X.509 in PEM
   */
  record SigningKey(String kid, String privateKey, String publicKey) {
    @Override
    public String toString() {
      return "SigningKey " + kid;
    }
  }

  /** The newest key; generated if there is none. */
  Single<SigningKey> getOrCreate() {
    return db.inTransaction(
        tx ->
            tx.query(LOCK)
                .flatMap(locked -> tx.query(FIND_NEWEST))
                .flatMap(
                    rows -> {
                      if (rows.size() == 0) {
                        return insert(tx, generate());
                      }
                      var row = rows.iterator().next();
                      return Single.just(
                          new SigningKey(
                              row.getString("kid"),
                              serviceKey.decrypt(Purpose.SIGNING_KEY, row.getString("private_key")),
                              row.getString("public_key")));
                    }));
  }

  private Single<SigningKey> insert(Tx tx, SigningKey key) {
    return tx.execute(
            INSERT,
            key.kid(),
            serviceKey.encrypt(Purpose.SIGNING_KEY, key.privateKey()),
            key.publicKey(),
            clock.instant())
        .map(done -> key);
  }

  private static SigningKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(
          NewId.random().toString(),
          pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
          pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, base64);
  }
}
