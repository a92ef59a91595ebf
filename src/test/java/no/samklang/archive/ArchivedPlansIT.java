package no.samklang.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.rxjava3.core.Vertx;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.TestDatabase;
import no.samklang.TestServer;
import no.samklang.archive.Archives.ArchivePart;
import no.samklang.config.Settings;
import no.samklang.db.Database;
import no.samklang.db.DatabaseServer;
import no.samklang.event.TypedEventBus;
import no.samklang.id.PlanId;
import no.samklang.metrics.Metrics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether all of a plan is in the archive as it is now (PLAN-3, PLAN-9). */
class ArchivedPlansIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static final TestDatabase database = TestServer.createDemoDatabase();
  private static Database db;
  private static PlanId plan;

  @BeforeAll
  static void open() {
    Settings settings = Settings.with(Map.of("database.uri", database.uri()));
    db =
        Database.open(
            VERTX,
            new DatabaseServer(settings).start(VERTX).blockingGet(),
            settings.database(),
            TypedEventBus.of(VERTX),
            new Metrics());
    plan =
        new PlanId(
            UUID.fromString(
                database.value(
                    "select id from plan where type = 'IP' and state = 'ACTIVE' limit 1")));
  }

  @AfterAll
  static void close() {
    db.close().andThen(VERTX.rxClose()).blockingAwait();
  }

  @BeforeEach
  void changeLongAgo() {
    database.run(
        "delete from plan_archive; update plan set state = 'ACTIVE', end_date = null, closed_at = null, changed_before_close = null,"
            + " changed_at = now() - interval '1 day'");
  }

  @Test
  void isWhenAllHasBeenReceived() {
    assertThat(isCurrent()).isFalse();
    archive("RECEIVED", Arrays.asList(ArchivePart.values()));
    assertThat(isCurrent()).isTrue();
  }

  @Test
  void isNotWithoutReceiptOrWithoutAPart() {
    archive("FAILED", Arrays.asList(ArchivePart.values()));
    archive("RECEIVED", Arrays.asList(ArchivePart.GOALS, ArchivePart.LOG));
    assertThat(isCurrent()).isFalse();
  }

  /** Only an individual plan has what the law asks for (LAW-1). */
  @Test
  void isWithoutWhatThePlanHasNotOrNobodyMayRead() {
    List<ArchivePart> parts =
        Stream.of(ArchivePart.values())
            .filter(part -> part != ArchivePart.REQUIRED_CONTENT && part != ArchivePart.LOG)
            .toList();
    archive("RECEIVED", parts);
    assertThat(isCurrent()).isFalse();
    database.run("update plan set type = 'SL' where id = '%s'".formatted(plan.value()));
    assertThat(isCurrent()).isFalse();
    database.run("update participant set log_withheld = true where role = 'COORDINATOR'");
    assertThat(isCurrent()).isTrue();
    database.run(
        "update participant set log_withheld = false; update plan set type = 'IP' where id = '%s'"
            .formatted(plan.value()));
  }

  @Test
  void isNotAfterAChange() {
    archive("RECEIVED", Arrays.asList(ArchivePart.values()));
    database.run("update plan set changed_at = now() + interval '1 minute'");
    assertThat(isCurrent()).isFalse();
  }

  @Test
  void isNotAfterWhatTheLogTells() {
    archive("RECEIVED", Arrays.asList(ArchivePart.values()));
    log("PLAN_PRINTED");
    log("PLAN_ARCHIVED");
    assertThat(isCurrent()).isTrue();
    log("GOAL_CHANGED");
    assertThat(isCurrent()).isFalse();
  }

  /** Closing changes nothing that an archive holds; a comment just before it does. */
  @Test
  void isAfterClosing() {
    archive("RECEIVED", Arrays.asList(ArchivePart.values()));
    String close =
        "update plan set state = 'CLOSED', end_date = current_date, closed_at = now() + interval '1 minute',"
            + " changed_before_close = changed_at, changed_at = now() + interval '1 minute'";
    database.run(close);
    assertThat(isCurrent()).isTrue();
    database.run("update plan set changed_before_close = now() + interval '30 seconds'");
    assertThat(isCurrent()).isFalse();
  }

  private static boolean isCurrent() {
    return ArchivedPlans.isArchivedSinceLastChange(db, plan).blockingGet();
  }

  private static void archive(String state, List<ArchivePart> parts) {
    boolean received = state.equals("RECEIVED");
    database.run(
        """
        insert into plan_archive (id, plan_id, participant_id, parts, history, comments, asked_at, state, failure, failed_at, made_at,
                                  log_seq, size, sha256, received_at, receipt)
        select gen_random_uuid(), plan_id, id, '{%1$s}', true, true, now(), '%2$s', %3$s, now(),
               (select coalesce(max(seq), 0) from plan_log where plan_log.plan_id = participant.plan_id), 1, sha256('x'), %4$s
          from participant where plan_id = '%5$s' and role = 'COORDINATOR' limit 1"""
            .formatted(
                parts.stream().map(Enum::name).collect(Collectors.joining(",")),
                state,
                received ? "null, null" : "'NOT_RECEIVED', now()",
                received ? "now(), 'kvittering'" : "null, null",
                plan.value()));
  }

  private static void log(String event) {
    database.run(
        """
        insert into plan_log (id, plan_id, at, event, area, detail)
        values (gen_random_uuid(), '%s', now(), '%s', %s, '{}')"""
            .formatted(plan.value(), event, event.startsWith("GOAL") ? "'GOALS'" : "null"));
  }
}
