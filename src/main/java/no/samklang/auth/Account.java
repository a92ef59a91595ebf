package no.samklang.auth;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import no.samklang.id.PersonId;
import no.samklang.notify.Notices.Channel;

/** An account as login sees it. */
record Account(
    PersonId person,
    String username,
    List<String> ownNames,
    PasswordState state,
    String passwordHash,
    Optional<String> mailedHash,
    Channel channel,
    String address) {

  /** How good the password is. */
  enum PasswordState {
    CHOSEN,
    /** From the coordinator: should be changed (LOGIN-4). */
    TEMPORARY,
    /** A mailed one that has been used: only good for choosing a new one (LOGIN-6). */
    USED
  }

  static Account of(Row row, Instant now) {
    Channel channel = Channel.valueOf(row.getString("code_channel"));
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
        channel == Channel.SMS ? row.getString("mobile") : row.getString("email"));
  }

  /** The hash that opens a login with the person's own password, if there is one. */
  Optional<String> loginHash() {
    return state == PasswordState.USED ? Optional.empty() : Optional.of(passwordHash);
  }

  @Override
  public String toString() {
    return "Account " + person;
  }
}
