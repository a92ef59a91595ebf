package no.samklang.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import no.samklang.db.SqlWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts whose password is the public one of the demo data: blocked as long as the service
 * isn't in demo mode (PERSON-9).
 */
@CheckReturnValue
public final class DemoAccounts {
  private static final Logger LOG = LoggerFactory.getLogger(DemoAccounts.class);
  private static final String REASON = "Demokonto";
  private static final String BLOCK =
      """
      with blocked as (
        update account set blocked_at = $1, blocked_by = person_id, block_reason = $2, version = version + 1
         where demo_password and blocked_at is null returning person_id
      ), ended as (
        update session s set ended_at = $1, end_reason = 'BLOCKED' from blocked
         where s.person_id = blocked.person_id and s.ended_at is null
      )
      select count(*)::int as accounts from blocked""";
  private static final String UNBLOCK =
      """
      update account set blocked_at = null, blocked_by = null, block_reason = null, version = version + 1
       where demo_password and blocked_by = person_id and block_reason = $1""";

  private final SqlWriter sql;
  private final Clock clock;

  public DemoAccounts(SqlWriter sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** Blocks them and ends their sessions, at a start outside demo mode. */
  public Completable block() {
    return sql.execute(BLOCK, clock.instant(), REASON)
        .doOnSuccess(rows -> log(rows.iterator().next().getInteger("accounts")))
        .ignoreElement();
  }

  private static void log(int accounts) {
    if (accounts > 0) {
      LOG.warn("{} accounts with the password of the demo data blocked", accounts);
    }
  }

  /** Opens those that {@link #block} has blocked, at a start in demo mode. */
  public Completable unblock() {
    return sql.execute(UNBLOCK, REASON).ignoreElement();
  }
}
