package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import no.samklang.notification.Notices.NoticeChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A digest instead of single notices, and quiet hours (NOTIF-6), by a clock that the test sets. */
class DigestIT {
  private static final String PLAN = "00000000-0000-4000-8000-000000000003";
  private static TestOutbox outbox;

  private final SetClock clock = new SetClock();
  private final List<Notice> sent = Collections.synchronizedList(new ArrayList<>());

  /** Shows the time that the test sets. */
  private static final class SetClock extends Clock {
    private volatile Instant now;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return fixed(now, zone);
    }
  }

  @BeforeAll
  static void open() {
    outbox = TestOutbox.open();
  }

  @AfterAll
  static void close() {
    outbox.close();
  }

  @BeforeEach
  void empty() {
    outbox.clear();
  }

  private void chosen(String digest) {
    outbox.run("update person set digest = '" + digest + "', quiet_from = null, quiet_to = null");
  }

  /** What a plan tells of at a time, as any part of the service inserts it. */
  private void happens(String at, String template) {
    clock.now = Instant.parse(at);
    outbox.run(
        """
        insert into outbox (id, created_at, person_id, plan_id, channel, template, next_at, due_at)
        values (gen_random_uuid(), '%1$s', '%2$s', '%3$s', 'SMS', '%4$s', '%1$s', '%1$s')"""
            .formatted(at, TestOutbox.PERSON, PLAN, template));
  }

  private int sentBy(String at) {
    clock.now = Instant.parse(at);
    outbox
        .dispatcher(clock, notice -> Completable.fromAction(() -> sent.add(notice)))
        .run(NoticeChannel.SMS)
        .blockingAwait();
    return sent.size();
  }

  @Test
  void aDayIsToldOfOnce() {
    chosen("DAILY");
    happens("2026-06-10T10:00:00Z", "NEW_MESSAGE");
    happens("2026-06-10T11:00:00Z", "NEW_GOAL");
    happens("2026-06-10T12:00:00Z", "PLAN_ENDS");
    assertThat(outbox.count("template = 'DIGEST' and events = 3")).isOne();
    assertThat(sentBy("2026-06-11T05:59:59Z")).isZero();
    assertThat(sentBy("2026-06-11T06:00:00Z")).isOne(); // 08:00 in Norway
    assertThat(sent.get(0).text()).contains("noe nytt i planene dine");
    happens("2026-06-11T07:00:00Z", "NEW_MESSAGE");
    assertThat(sentBy("2026-06-11T20:00:00Z")).isOne();
    assertThat(sentBy("2026-06-12T06:00:00Z")).isEqualTo(2);
  }

  @Test
  void aWeekIsToldOfOnMonday() {
    chosen("WEEKLY");
    happens("2026-06-10T10:00:00Z", "NEW_MESSAGE"); // a Wednesday
    assertThat(sentBy("2026-06-15T05:59:00Z")).isZero();
    assertThat(sentBy("2026-06-15T06:00:00Z")).isOne();
    happens("2026-06-15T06:01:00Z", "NEW_MESSAGE");
    assertThat(sentBy("2026-06-22T05:59:00Z")).isOne();
    assertThat(sentBy("2026-06-22T06:00:00Z")).isEqualTo(2);
  }

  /** The machine's clock is set back, and the clocks of Norway go back. */
  @Test
  void aClockThatGoesBackAnHourTellsOnce() {
    chosen("DAILY");
    happens("2026-06-10T10:00:00Z", "NEW_MESSAGE");
    assertThat(sentBy("2026-06-11T06:10:00Z")).isOne();
    happens("2026-06-11T05:15:00Z", "NEW_MESSAGE"); // an hour back: it is 07:15 once more
    assertThat(sentBy("2026-06-11T06:00:00Z")).isOne();
    assertThat(sentBy("2026-06-11T23:00:00Z")).isOne();
    assertThat(sentBy("2026-06-12T06:00:00Z")).isEqualTo(2);
    outbox.clear();

    happens("2026-10-24T10:00:00Z", "NEW_MESSAGE"); // summer time ends on the 25th
    assertThat(sentBy("2026-10-25T06:00:00Z")).isEqualTo(2); // 07:00
    assertThat(sentBy("2026-10-25T07:00:00Z")).isEqualTo(3); // 08:00
    happens("2026-10-25T07:30:00Z", "NEW_MESSAGE");
    assertThat(sentBy("2026-10-26T06:59:00Z")).isEqualTo(3);
    assertThat(sentBy("2026-10-26T07:00:00Z")).isEqualTo(4);
  }

  /** Of what waits and of what doesn't. */
  @ParameterizedTest
  @CsvSource({
    "NEW_MESSAGE, DIGEST",
    "NEW_PARTICIPANT, DIGEST",
    "CONSENT_ENDS, DIGEST",
    "ONE_TIME_CODE, ONE_TIME_CODE",
    "NEW_PASSWORD, NEW_PASSWORD",
    "ADDRESS_CHANGED, ADDRESS_CHANGED",
    "ADDRESS_CHANGE_ASKED, ADDRESS_CHANGE_ASKED",
    "LOGIN_LOCKED, LOGIN_LOCKED",
    "TEST, TEST"
  })
  void whatConcernsTheLoginIsNeverHeldBack(String template, String inserted) {
    outbox.run("update person set digest = 'WEEKLY', quiet_from = '00:00', quiet_to = '23:59'");
    if (inserted.equals("DIGEST")) {
      happens("2026-06-10T10:00:00Z", template);
      assertThat(outbox.count("template = 'DIGEST' and plan_id is null and next_at > created_at"))
          .isOne();
    } else {
      outbox.insert(1, template, null, "null");
      assertThat(outbox.count("template = '" + inserted + "' and next_at <= created_at")).isOne();
    }
  }

  /** Of the clock in Norway, also across midnight, and when the clocks change. */
  @ParameterizedTest
  @CsvSource({
    "2026-06-10T19:59:59Z, 22:00, 07:00, 2026-06-10 19:59:59+00",
    "2026-06-10T20:00:00Z, 22:00, 07:00, 2026-06-11 05:00:00+00",
    "2026-06-10T22:30:00Z, 22:00, 07:00, 2026-06-11 05:00:00+00",
    "2026-06-11T05:00:00Z, 22:00, 07:00, 2026-06-11 05:00:00+00",
    "2026-06-10T11:00:00Z, 12:00, 14:00, 2026-06-10 12:00:00+00",
    "2026-06-10T12:00:00Z, 12:00, 14:00, 2026-06-10 12:00:00+00",
    "2026-10-24T21:00:00Z, 22:00, 07:00, 2026-10-25 06:00:00+00",
    "2026-03-28T22:00:00Z, 22:00, 07:00, 2026-03-29 05:00:00+00",
    "2026-06-10T11:00:00Z, , , 2026-06-10 11:00:00+00"
  })
  void quietHours(String due, String from, String to, String goes) {
    String call = "after_quiet_hours('%s', %s, %s)".formatted(due, literal(from), literal(to));
    outbox.run("update person set quiet_from = null, quiet_to = null, digest = 'NONE'");
    outbox.insert(1, "TEST", null, "null");
    outbox.run("update outbox set next_at = " + call);
    assertThat(outbox.count("next_at = '" + goes + "'")).isOne();
  }

  private static String literal(String time) {
    return time == null ? "null" : "'" + time + "'";
  }
}
