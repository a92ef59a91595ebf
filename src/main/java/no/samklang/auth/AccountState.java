package no.samklang.auth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import no.samklang.auth.AccountMessages.AccountBlock;
import no.samklang.auth.AccountMessages.AccountLock;
import no.samklang.auth.AccountMessages.AccountPermissions;
import no.samklang.auth.AccountMessages.AdministeredAccount;
import no.samklang.auth.AccountMessages.LockCause;
import no.samklang.auth.AccountMessages.LoginObstacle;
import no.samklang.auth.AccountMessages.WaitingChange;
import no.samklang.db.RowValues;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.NoticeChannel;

/**
 * A row of the database function {@code account_state}: why a person may not get in (PERSON-12).
 */
final class AccountState {
  private final Row row;
  private final PersonId reader;

  /**
   * @param reader who is shown it
   */
  AccountState(Row row, PersonId reader) {
    this.row = row;
    this.reader = reader;
  }

  /** Null without an account. */
  String username() {
    return row.getString("state_username");
  }

  private NoticeChannel channel() {
    String channel = row.getString("state_channel");
    return channel == null ? null : NoticeChannel.valueOf(channel);
  }

  private boolean isNeverUsed() {
    return username() != null && instant("state_last_login_at") == null;
  }

  boolean isLocked() {
    return instant("state_locked_until") != null;
  }

  boolean isBlocked() {
    return instant("state_blocked_at") != null;
  }

  /** When the person was last given a user name or password, if the account has never been used. */
  Instant waitingSince() {
    return isNeverUsed() ? instant("state_invited_at") : null;
  }

  /** Everything that may keep the person out. */
  List<LoginObstacle> obstacles() {
    List<LoginObstacle> found = new ArrayList<>();
    addIf(found, LoginObstacle.NO_ACCOUNT, username() == null);
    addIf(found, LoginObstacle.BLOCKED, isBlocked());
    addIf(found, LoginObstacle.LOCKED, isLocked());
    addIf(found, LoginObstacle.NO_ADDRESS, row.getBoolean("state_no_address"));
    addIf(found, LoginObstacle.NEVER_USED, isNeverUsed());
    addIf(found, LoginObstacle.NOTICE_FAILED, instant("state_notice_failed_at") != null);
    return found;
  }

  private static void addIf(List<LoginObstacle> found, LoginObstacle obstacle, boolean applies) {
    if (applies) {
      found.add(obstacle);
    }
  }

  /** All of it, for an administrator. */
  AdministeredAccount full(Instant now, AccountPermissions may, Integer onlyCoordinatorOf) {
    return view(now, true, row.getString("state_block_reason"), may, onlyCoordinatorOf);
  }

  /**
   * For a coordinator, and the person: without the reason of a block.
   *
   * @param detailed false for an account that the caller may not manage: only what keeps the person
   *     out is told (PERSON-5)
   */
  AdministeredAccount inPlan(Instant now, boolean detailed, AccountPermissions may) {
    return view(now, detailed, null, may, null);
  }

  private AdministeredAccount view(
      Instant now,
      boolean detailed,
      String blockReason,
      AccountPermissions may,
      Integer onlyCoordinatorOf) {
    boolean exists = username() != null;
    boolean shown = exists && detailed;
    return new AdministeredAccount(
        shown ? username() : null,
        shown ? channel() : null,
        shown ? row.getInteger("state_version") : 0,
        shown && row.getBoolean("state_temporary"),
        shown ? instant("state_invited_at") : null,
        shown ? instant("state_last_login_at") : null,
        isLocked() ? secondsLocked(now) : null,
        shown && isLocked() ? lock() : null,
        isBlocked() ? new AccountBlock(instant("state_blocked_at"), blockReason) : null,
        exists && row.getBoolean("state_no_address"),
        shown && row.getBoolean("state_shared"),
        shown ? instant("state_notice_failed_at") : null,
        obstacles(),
        onlyCoordinatorOf,
        exists ? row.getLocalDate("state_marked_until") : null,
        shown ? waiting() : null,
        may);
  }

  /** Changes by another that wait (PERSON-15); null for none. */
  private List<WaitingChange> waiting() {
    JsonArray all = row.getJsonArray("state_waiting");
    return all == null
        ? null
        : all.stream().map(JsonObject.class::cast).map(this::waiting).toList();
  }

  private WaitingChange waiting(JsonObject one) {
    NoticeChannel channel = NoticeChannel.valueOf(one.getString("channel"));
    String address = one.getString("address");
    return new WaitingChange(
        channel,
        address == null ? null : MaskedAddress.of(channel, address),
        one.getBoolean("takesCodes"),
        reader.value().toString().equals(one.getString("askedBy")),
        OffsetDateTime.parse(one.getString("effectiveAt")).toInstant());
  }

  private long secondsLocked(Instant now) {
    return Math.max(1, Duration.between(now, instant("state_locked_until")).toSeconds());
  }

  private AccountLock lock() {
    String guess = row.getString("state_lock_guess");
    return row.getString("state_lock_address") == null
        ? null
        : new AccountLock(
            "CODE_WRONG".equals(guess) ? LockCause.CODE : LockCause.PASSWORD,
            row.getString("state_lock_address"),
            row.getString("state_lock_agent"));
  }

  private Instant instant(String column) {
    return RowValues.instant(row, column);
  }
}
