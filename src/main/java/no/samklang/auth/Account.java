package no.samklang.auth;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.NoticeChannel;

/**
 * An account with what login needs.
 *
 * @param address for codes; null while there is none
 * @param blocked by an administrator (PERSON-9)
 * @param temporaryEnded whether a temporary password's time has run out (LOGIN-4)
 */
record Account(
    PersonId person,
    String username,
    List<String> ownNames,
    PasswordState state,
    String passwordHash,
    Optional<String> mailedHash,
    NoticeChannel channel,
    String address,
    boolean blocked,
    boolean temporaryEnded) {

  /** State of the password. */
  enum PasswordState {
    CHOSEN,
    /** Set by a coordinator: must be changed (LOGIN-4). */
    TEMPORARY,
    /** A mailed password that has been used: the person must choose a new one (LOGIN-6). */
    USED
  }

  static Account of(Row row, Instant now) {
    NoticeChannel channel = NoticeChannel.valueOf(row.getString("code_channel"));
    OffsetDateTime mailedUntil = row.getOffsetDateTime("mailed_until");
    boolean mailed = mailedUntil != null && mailedUntil.toInstant().isAfter(now);
    return new Account(
        new PersonId(row.getUUID("person_id")),
        row.getString("username"),
        List.of(row.getString("first_name"), row.getString("last_name")),
        PasswordState.valueOf(row.getString("password_state")),
        row.getString("password_hash"),
        mailed ? Optional.of(row.getString("mailed_hash")) : Optional.empty(),
        channel,
        channel == NoticeChannel.SMS ? row.getString("mobile") : row.getString("email"),
        row.getOffsetDateTime("blocked_at") != null,
        hasEnded(row, now));
  }

  private static boolean hasEnded(Row row, Instant now) {
    OffsetDateTime until = row.getOffsetDateTime("temporary_until");
    return until != null && !until.toInstant().isAfter(now);
  }

  /**
   * The hash of the person's own password; empty once a mailed password has been used, and when a
   * temporary one has ended.
   */
  Optional<String> loginHash() {
    boolean ended = state == PasswordState.TEMPORARY && temporaryEnded;
    return state == PasswordState.USED || ended ? Optional.empty() : Optional.of(passwordHash);
  }

  @Override
  public String toString() {
    return "Account " + person;
  }
}
