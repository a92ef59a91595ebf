package no.samklang.notification;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.samklang.event.Event;

/** Types of notices for other slices, and records of the contract. */
public final class Notices {
  private Notices() {}

  /** A channel to a person outside the service. */
  public enum NoticeChannel {
    SMS,
    EMAIL
  }

  /** Type of a notice, with a text for each of its channels. */
  public enum NoticeType {
    ONE_TIME_CODE(true),
    NEW_PASSWORD(true),
    NEW_MESSAGE(false),
    NEW_GOAL(false),
    NEW_COMMENT(false),
    NEW_EVENT(false),
    /** An event begins soon (CAL-3). */
    EVENT_REMINDER(false),
    /** Summoned to a meeting (MEET-1); to those invited. */
    MEETING_SUMMONS(false),
    /** A meeting was changed or cancelled (MEET-1); to those invited. */
    MEETING_CHANGED(false),
    NEW_PARTICIPANT(false),
    /** A consent expires soon (PLAN-8); to those who can renew it. */
    CONSENT_ENDS(false),
    /** A coordinator has registered a consent (PART-4); to the deciders. */
    CONSENT_REGISTERED(false),
    /** A participant's access ends soon (PART-7); to the coordinators. */
    ACCESS_ENDS(false),
    /** An activity's date for evaluation has passed (GOAL-10); to those responsible. */
    EVALUATION_DUE(false),
    /** A coordinator requests a handover (PLAN-6); to the chosen successor. */
    BATON_ASKED(false),
    /** A plan has been created (PLAN-1); to its coordinator. */
    PLAN_GIVEN(false),
    /** A plan reaches its planned end in 30 days (PLAN-2); to its coordinators. */
    PLAN_ENDS(false),
    /** A plan has been closed after its planned end (PLAN-2); to its coordinators. */
    PLAN_ENDED(false),
    /** Nothing has been done in a plan for long (HOME-6); to its coordinators. */
    PLAN_QUIET(false),
    /** Another person represents a service in the plan (PART-9); to those who decide. */
    SERVICE_PERSON_CHANGED(false),
    /** The owner's birth date or the age of consent was changed (PLAN-8); to who decided. */
    AUTHORITY_CHANGED(false),
    /** Something that the person logs in with was changed; to the previous address. */
    ADDRESS_CHANGED(true),
    /** Another wants to change an address (PERSON-15); to the confirmed ones, which can stop it. */
    ADDRESS_CHANGE_ASKED(true),
    /** Wrong guesses have locked the account for strangers (LOGIN-2). */
    LOGIN_LOCKED(false),
    /** What has come in plans since the last one (NOTIF-6); instead of single notices. */
    DIGEST(false),
    /** A download of data can be fetched (LAW-2). */
    EXPORT_READY(false),
    /** An archive of a plan has failed (PLAN-3); to who asked for it, and to administrators. */
    ARCHIVE_FAILED(false),
    /** Shows the person that notices arrive (PERSON-12). */
    TEST(false);

    private final boolean secret;

    NoticeType(boolean secret) {
      this.secret = secret;
    }

    /**
     * Whether it carries a code, password or address, which is deleted when the notice is sent or
     * failed.
     */
    boolean isSecret() {
      return secret;
    }

    /** Whether it is needed to log in, or warns of what happens to the login. */
    boolean isForLogin() {
      return switch (this) {
        case ONE_TIME_CODE, NEW_PASSWORD, ADDRESS_CHANGED, ADDRESS_CHANGE_ASKED, LOGIN_LOCKED ->
            true;
        default -> false;
      };
    }
  }

  /** What a notice of a changed login names. */
  public enum LoginDetail {
    MOBILE,
    EMAIL,
    USERNAME,
    CHANNEL,
    PASSWORD;

    /** The details of an account that a change concerns. */
    public static Set<LoginDetail> changed(boolean channel, boolean username, boolean password) {
      Set<LoginDetail> changed = EnumSet.noneOf(LoginDetail.class);
      if (channel) {
        changed.add(CHANNEL);
      }
      if (username) {
        changed.add(USERNAME);
      }
      if (password) {
        changed.add(PASSWORD);
      }
      return changed;
    }
  }

  /**
   * A notice was added to the outbox. A lost event only delays the notice until the next periodic
   * run.
   */
  public record OutboxChanged() implements Event {}

  /**
   * @param sort sort key; null for the newest failure first
   */
  record FailedNoticeQuery(String sort, Integer limit, String after) {
    FailedNoticeQuery {
      sort = sort == null ? "-failedAt" : sort;
    }
  }

  /** Number of notices scheduled to be resent. */
  record ResendResult(int count) {}

  record FailedPage(List<FailedNotice> items, int total, String next) {}

  /**
   * A failed notice, without its address, text and plan (NOTIF-2).
   *
   * @param attempts number of attempts
   * @param reason a short code: {@code sms 500}, {@code smtp 550}, {@code bad number}
   * @param person name of the recipient
   * @param personId null when the caller administers the notice's plan only
   * @param mayResend false when its code or password was deleted
   */
  record FailedNotice(
      UUID id,
      Instant createdAt,
      Instant failedAt,
      NoticeChannel channel,
      NoticeType event,
      int attempts,
      String reason,
      String person,
      UUID personId,
      boolean mayResend) {}

  /**
   * Numbers of notices in the outbox.
   *
   * @param waiting not sent and not failed, including retries and coalescing notices
   * @param overdueSince due time of the oldest notice that is due; empty when none is
   * @param failed failed notices that are kept until resent, or for a year
   */
  public record OutboxDepth(int waiting, Optional<Instant> overdueSince, int failed) {}
}
