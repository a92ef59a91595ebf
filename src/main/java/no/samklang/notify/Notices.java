package no.samklang.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.samklang.bus.Fact;

/** What other slices need to speak of notices, and what is answered about them. */
public final class Notices {
  private Notices() {}

  /** How something reaches a person outside the service. */
  public enum Channel {
    SMS,
    EMAIL
  }

  /** What is said; each has a text for each channel that it goes by. */
  public enum Template {
    ONE_TIME_CODE(true),
    NEW_PASSWORD(true),
    NEW_MESSAGE(false),
    NEW_PARTICIPANT(false),
    /** A consent ends soon (PLAN-8); to those who can renew it. */
    CONSENT_ENDS(false),
    /** Somebody else has registered a consent (PART-4); to those whose decision it is. */
    CONSENT_REGISTERED(false),
    /** A participant's access ends soon (PART-7); to the coordinator. */
    ACCESS_ENDS(false),
    /** A coordinator asks one to take over (PLAN-6). */
    BATON_ASKED(false),
    /** A new plan has been made, which one is to run (PLAN-1). */
    PLAN_GIVEN(false),
    /** Somebody else has changed where one's codes go; to the address before. */
    ADDRESS_CHANGED(true);

    private final boolean secret;

    Template(boolean secret) {
      this.secret = secret;
    }

    /**
     * Whether it carries a code, password or address that is wiped as soon as it has gone or
     * failed.
     */
    boolean isSecret() {
      return secret;
    }
  }

  /** Something waits in the outbox. A lost one delays until the next round, never loses. */
  public record Waiting() implements Fact {}

  /**
   * @param sort newest failure first, unless the query says otherwise
   */
  record FailedNoticeQuery(String sort, Integer limit, String after) {
    FailedNoticeQuery {
      sort = sort == null ? "-failedAt" : sort;
    }
  }

  /** How many wait again. */
  record Resent(int count) {}

  record FailedPage(List<FailedNotice> items, int total, String next) {}

  /**
   * A notice that wasn't sent: never its address, its text or the plan it is about (NOTIF-2).
   *
   * @param attempts how often it was tried
   * @param reason a short code: {@code sms 500}, {@code smtp 550}, {@code bad number}
   * @param person the name of the one it was for
   * @param mayResend false when its code or password is gone
   */
  record FailedNotice(
      UUID id,
      Instant createdAt,
      Instant failedAt,
      Channel channel,
      Template event,
      int attempts,
      String reason,
      String person,
      boolean mayResend) {}

  /**
   * How much is in the outbox.
   *
   * @param waiting also what is tried again later, or gathers
   * @param overdueSince when the oldest that could have gone by now was to go; empty when none is
   *     late
   * @param failed kept until an administrator sends it again, or for a year
   */
  public record Depth(int waiting, Optional<Instant> overdueSince, int failed) {}
}
