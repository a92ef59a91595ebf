package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No statement scans the whole outbox. */
class OutboxIndexIT {
  private static TestOutbox outbox;

  @BeforeAll
  static void fill() {
    outbox = TestOutbox.open();
    outbox.run(
        """
        insert into person (id, municipality_id, first_name, last_name, mobile)
        select gen_random_uuid(), '00000000-0000-4000-8000-000000000001', 'A', 'B', '90000000' from generate_series(1, 2000)""");
    outbox.run(
        """
        insert into plan (id, organisation_id, type, start_date, changed_at)
        select gen_random_uuid(), '00000000-0000-4000-8000-000000000001', 'IP', current_date, now() from generate_series(1, 100)""");
    outbox.run(
        """
        insert into participant (id, plan_id, person_id, role, since)
        select gen_random_uuid(), (select id from plan limit 1 offset 0), id, 'PROVIDER', now() from person""");
    outbox.run(
        """
        insert into outbox (id, created_at, person_id, plan_id, channel, template, next_at, due_at, sent_at, failed_at)
        select gen_random_uuid(), at, person_id, plan_id, case when i % 2 = 0 then 'SMS' else 'EMAIL' end, 'NEW_MESSAGE', at, at,
               case when i > 2 and (i + n) % 97 > 1 then at end, case when i > 2 and (i + n) % 97 = 0 then at end
          from (select *, row_number() over (order by id) as n from participant) as one
         cross join generate_series(1, 10) as i
         cross join lateral (select now() - i * interval '1 day' as at) as day""");
    Stream.of("outbox", "person", "participant", "plan").forEach(t -> outbox.run("analyze " + t));
  }

  @AfterAll
  static void close() {
    outbox.close();
  }

  static Stream<String> statements() {
    return Stream.of(OutboxRepository.statements(), FailedNoticeRepository.statements())
        .flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("statements")
  void usesAnIndex(String statement) {
    String plan = plan(statement);
    assertThat(plan).contains("outbox").doesNotContain("Seq Scan on outbox");
  }

  @Test
  void noticesOfEventsUseAnIndex() {
    usesAnIndex(insertOf("notify_participants"));
  }

  /** The statement of a database function, whose plan can't be seen where it is called. */
  private static String insertOf(String function) {
    String source =
        outbox.database().value("select prosrc from pg_proc where proname = '" + function + "'");
    return source
        .substring(source.indexOf("insert into"), source.indexOf("get diagnostics"))
        .replace(";", "")
        .replaceAll("\\brecipients\\b", "\\$1::uuid[]")
        .replaceAll("\\bby_code_channel\\b", "\\$2::boolean")
        .replaceAll("\\bnotice\\b", "\\$3::text")
        .replaceAll("\\bnow\\b", "\\$4::timestamptz");
  }

  @Test
  void claimDoesNotSort() {
    assertThat(plan(OutboxRepository.CLAIM))
        .contains("outbox_waiting")
        .doesNotContain("Sort", "Seq Scan on participant");
  }

  private static String plan(String statement) {
    return outbox.database().explain(statement);
  }
}
