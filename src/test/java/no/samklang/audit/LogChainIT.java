package no.samklang.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.config.Settings;
import no.samklang.db.SnapshotReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A changed, deleted or moved entry of a plan's log shows, whoever did it (LOG-2). */
class LogChainIT {
  private static final String AS_SUPERUSER =
      "begin; alter table plan_log disable trigger user; %s; alter table plan_log enable trigger"
          + " user; commit";

  @RegisterExtension static final TestServer server = TestServer.start();
  private TestPlan plan;
  private String where;

  @BeforeEach
  void writeSome() {
    plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    where = " where plan_id = '" + plan.id() + "'";
    change("delete from plan_log" + where);
    server.sql("delete from plan_log_head" + where);
    for (int i = 0; i < 6; i++) {
      plan.client()
          .put(plan.path("/log-access"), new JsonObject().put("open", i % 2 == 0))
          .expect(200);
    }
    assertThat(server.value("select count(*) from plan_log" + where)).isEqualTo("6");
  }

  @Test
  void logAsWrittenPasses() {
    assertThat(verify()).containsExactly("true");
  }

  /** By several connections at once, each of which reads some plans. */
  @Test
  void severalReadTheSame() {
    change("update plan_log set detail = '{\"x\": 1}'" + where + " and seq = 3");
    List<String> all = lines(1);
    assertThat(all).anyMatch(line -> line.contains("entry 3 was changed"));
    int plans = Integer.parseInt(server.value("select count(*) from plan_log_head"));
    assertThat(plans).isGreaterThan(1);
    for (int ranges : List.of(2, 3, plans, 2 * plans)) {
      assertThat(lines(ranges)).as("%d ranges", ranges).isEqualTo(all);
    }
  }

  @Test
  void changedEntryShows() {
    change("update plan_log set detail = '{\"x\": 1}'" + where + " and seq = 3");
    assertThat(verify())
        .containsExactly(fault("entry 3 was changed, or the one before it with its hash"), "false");
  }

  /** Each column is part of what is hashed. */
  @Test
  void everyColumnIsHashed() {
    for (String column :
        List.of(
            "at = at + interval '1 microsecond'",
            "person_id = null",
            "event = 'PLAN_CLOSED'",
            "participant_id = '" + plan.ownParticipantId() + "'",
            "area = 'HEALTH'",
            "only_for = '{}'",
            "marked = true")) {
      change("update plan_log set " + column + where + " and seq = 2");
      assertThat(verify()).as(column).last().isEqualTo("false");
      writeSome();
    }
  }

  @Test
  void deletedEntryShows() {
    change("delete from plan_log" + where + " and seq = 4");
    assertThat(verify()).containsExactly(fault("entry 4 is missing"), "false");
  }

  @Test
  void deletedEndShows() {
    change("delete from plan_log" + where + " and seq > 4");
    assertThat(verify()).containsExactly(fault("entries 5 to 6 are missing"), "false");
  }

  @Test
  void wholeLogDeletedShows() {
    change("delete from plan_log" + where);
    assertThat(verify()).containsExactly(fault("entries 1 to 6 are missing"), "false");
  }

  @Test
  void swappedEntriesShow() {
    change(
        """
        update plan_log set seq = 100%1$s and seq = 2; update plan_log set seq = 2%1$s and seq = 5;
        update plan_log set seq = 5%1$s and seq = 100\
        """
            .formatted(where));
    assertThat(verify())
        .containsExactly(
            fault("entry 2 was written as entry 5"),
            fault("entry 5 was written as entry 2"),
            "false");
  }

  @Test
  void entryOfAnotherHandShows() {
    change(
        "insert into plan_log (id, plan_id, at, event, seq, hash) values (gen_random_uuid(), '"
            + plan.id()
            + "', now(), 'PLAN_CLOSED', 7, decode(repeat('ab', 32), 'hex'))");
    assertThat(verify()).last().isEqualTo("false");
  }

  /** What the service's own role can do is to add entries, which are chained. */
  @Test
  void serviceCanNotMoveTheEnd() {
    assertThat(
            server.value(
                "select has_table_privilege('samklang_runtime', 'plan_log_head', 'insert, update,"
                    + " delete')"))
        .isEqualTo("f");
  }

  /** Whoever has the texts of an archive can check them with sha256sum alone. */
  @Test
  void chainCanBeCheckedByTheTextAlone() {
    String byText =
        """
        with recursive c as (
          select 0 as seq, repeat('0', 64) as hash
          union all
          select c.seq + 1, encode(sha256(convert_to(c.hash || E'\\n' || plan_log_text(l), 'UTF8')), 'hex')
            from c join plan_log l on l.plan_id = '%1$s' and l.seq = c.seq + 1)
        select hash = (select encode(hash, 'hex') from plan_log_head where plan_id = '%1$s') from c order by seq desc limit 1\
        """
            .formatted(plan.id());
    assertThat(server.value(byText)).isEqualTo("t");
  }

  /** Two at a time in one plan wait for each other only. */
  @Test
  void manyAtOnceAreOneChain() {
    IntStream.range(0, 40)
        .parallel()
        .forEach(
            i ->
                server.sql(
                    "insert into plan_log (id, plan_id, at, event) values (gen_random_uuid(), '%s', now(), 'PLAN_CHANGED')"
                        .formatted(plan.id())));
    assertThat(verify()).containsExactly("true");
    assertThat(server.value("select max(seq) from plan_log" + where)).isEqualTo("46");
  }

  /** An entry that isn't committed yet makes the next of its plan wait, and no other plan's. */
  @Test
  void plansDoNotWaitForEachOther() throws SQLException {
    String other =
        server.value("select id from plan where id <> '%s' limit 1".formatted(plan.id()));
    String entry =
        "insert into plan_log (id, plan_id, at, event) values (gen_random_uuid(), '%s', now(),"
            + " 'PLAN_CHANGED')";
    try (Connection first = server.database().connect();
        Connection second = server.database().connect();
        Statement open = first.createStatement();
        Statement waiting = second.createStatement()) {
      first.setAutoCommit(false);
      open.execute(entry.formatted(plan.id()));
      waiting.execute("set lock_timeout = '200ms'");
      assertThatThrownBy(() -> waiting.execute(entry.formatted(plan.id())))
          .isInstanceOf(SQLException.class);
      waiting.execute(entry.formatted(other));
      first.rollback();
    }
    assertThat(verify()).containsExactly("true");
  }

  private static void change(String statement) {
    server.sql(AS_SUPERUSER.formatted(statement));
  }

  private String fault(String text) {
    return "Plan " + plan.id() + ": " + text;
  }

  /** The lines about this plan, and whether all plans are as they were written. */
  private List<String> verify() {
    return verified(LogVerification::run);
  }

  private List<String> lines(int ranges) {
    return verified((rows, out) -> LogVerification.run(rows, ranges, out));
  }

  private List<String> verified(BiPredicate<SnapshotReader, PrintStream> verification) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean whole;
    Settings settings = Settings.with(server.database().settings());
    try (SnapshotReader rows = SnapshotReader.open(settings)) {
      whole = verification.test(rows, new PrintStream(out, true, StandardCharsets.UTF_8));
    }
    List<String> lines =
        new ArrayList<>(
            out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("Plan "))
                .toList());
    lines.add(String.valueOf(whole));
    return lines;
  }
}
