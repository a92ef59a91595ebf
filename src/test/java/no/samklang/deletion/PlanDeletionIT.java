package no.samklang.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestServer;
import no.samklang.archive.Archives.ArchivePart;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deleting a plan (PLAN-9). */
class PlanDeletionIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  /** The tables that refer to a plan, directly or by others, and don't go by themselves. */
  private static final String REFERRING =
      """
      with recursive referring (id) as (
        select 'plan'::regclass::oid
        union
        select c.conrelid from referring join pg_constraint c on c.confrelid = referring.id
         where c.contype = 'f' and c.confdeltype not in ('c', 'n')
      )
      select string_agg(id::regclass::text, ',' order by id::regclass::text) from referring
       where not exists (select from pg_constraint c where c.conrelid = referring.id and c.confdeltype = 'c')""";

  private static TestClient admin;
  private String plan;

  @BeforeAll
  static void logIn() {
    admin = server.loggedIn("admin");
  }

  @BeforeEach
  void takeAPlan() {
    // the one with the most in it
    plan =
        server.value(
            """
            select plan_id from participant where role = 'OWNER' group by plan_id
             order by (select count(*) from goal_comment c where c.plan_id = participant.plan_id) desc limit 1""");
  }

  /** Closed so many days ago, and archived as a whole after all that is in it. */
  private void close(int daysAgo) {
    server.sql(
        """
        update plan set state = 'CLOSED', start_date = current_date - 6000, end_date = current_date - %2$d,
               planned_end = null, short_name = 'Veien  videre', archived_at = now() + interval '1 day' where id = '%1$s';
        %3$s\
        """
            .formatted(plan, daysAgo, received(plan)));
  }

  /** An archive of all parts of a plan, which has been received. */
  private static String received(String plan) {
    return """
        delete from plan_archive where plan_id = '%1$s';
        insert into plan_archive (id, plan_id, participant_id, parts, history, comments, asked_at, state, made_at, log_seq, size, sha256,
                                  received_at, receipt)
        select gen_random_uuid(), plan_id, id, '{%2$s}', true, true, now(), 'RECEIVED', now() + interval '1 day', 1000000, 1,
               sha256('x'), now(), 'Mottatt'
          from participant where plan_id = '%1$s' and role = 'COORDINATOR' limit 1"""
        .formatted(
            plan, Stream.of(ArchivePart.values()).map(Enum::name).collect(Collectors.joining(",")));
  }

  private void set(String change) {
    server.sql("update plan set %s where id = '%s'".formatted(change, plan));
  }

  private ClientAnswer delete(TestClient client, String shortName) {
    return client.sendRaw(
        "DELETE",
        "/plans/" + plan,
        "application/json",
        new JsonObject().put("shortName", shortName).encode());
  }

  @Test
  void everythingOfThePlanGoesAndALineRemains() {
    close(4000);
    // what the demo data has none of
    server.sql(
        """
        insert into form_draft (person_id, key, content, updated_at)
        select person_id, 'plan-%1$s-handover', '{}', now() from participant where plan_id = '%1$s' and role = 'COORDINATOR' limit 1;
        insert into reminder (subject_id, ends_on, days, at) values ('%1$s', current_date, 30, now());
        insert into plan_print (id, plan_id, participant_id, parts, history, comments, expires_at)
        select gen_random_uuid(), plan_id, id, '{GOALS}', false, false, now() from participant where plan_id = '%1$s';
        insert into bti_level (id, plan_id, level, valid_from, set_at, set_by)
        select gen_random_uuid(), plan_id, 2, current_date, now(), id from participant where plan_id = '%1$s';
        insert into visit (participant_id, session_id, last_at)
        select id, gen_random_uuid(), now() from participant where plan_id = '%1$s' on conflict do nothing;
        insert into consent_paper (consent_id, content, name, added_by, added_at)
        select c.id, '%%PDF-', 'samtykke.pdf', p.person_id, now()
          from consent c join participant p on p.plan_id = c.plan_id and p.role = 'OWNER' where c.plan_id = '%1$s';
        insert into access_log (plan_id, participant_id, about_id, part, hour, first_at, last_at, times)
        select plan_id, id, id, 'CARD', now(), now(), now(), 1 from participant where plan_id = '%1$s';
        with file as (insert into message_file (id, content) values (gen_random_uuid(), '%%PDF-') returning id)
        insert into message_attachment (id, message_id, file_id, name, size, added_at)
        select gen_random_uuid(), m.id, file.id, 'a.pdf', 5, now() from file, message m where m.plan_id = '%1$s' limit 1;
        insert into outbox (id, created_at, person_id, plan_id, channel, template, next_at)
        select gen_random_uuid(), now(), person_id, plan_id, 'SMS', 'PLAN_ENDED', now() + interval '1 year'
          from participant where plan_id = '%1$s' and role = 'COORDINATOR';
        insert into calendar_feed (id, person_id, plan_id, secret_hash, busy_only, created_at, modified_at)
        select gen_random_uuid(), person_id, plan_id, '\\x01', true, now(), now()
          from participant where plan_id = '%1$s' and role = 'COORDINATOR' limit 1;
        insert into goal_picture (goal_id, content, version, updated_at)
        select id, '\\x01', 1, now() from goal where plan_id = '%1$s' on conflict do nothing\
        """
            .formatted(plan));
    String owner =
        server.value(
            "select id from participant where role = 'OWNER' and plan_id = '" + plan + "'");
    String goal = server.value("select id from goal where plan_id = '" + plan + "' limit 1");
    String document =
        server.value("select id from document where plan_id = '%s' limit 1".formatted(plan));
    String persons = server.value("select count(*) from person where deleted_at is null");
    String others =
        server.value("select count(*) from participant where plan_id <> '%s'".formatted(plan));

    delete(admin, " Veien videre ").expect(204);

    for (String id : List.of(plan, owner, goal, document)) {
      assertThat(tablesWith(id)).as(id).isEmpty();
    }
    assertThat(
            server.value(
                "select count(*) from message_file f where not exists (select from message_attachment a where a.file_id = f.id)"))
        .isEqualTo("0");
    assertThat(server.value("select count(*) from person where deleted_at is null"))
        .isEqualTo(persons);
    assertThat(server.value("select count(*) from participant")).isEqualTo(others);
    delete(admin, "Veien videre").expect(404, "not.found");

    JsonArray lines = admin.get("/plans/deletions").expect(200).items();
    JsonObject line = lines.getJsonObject(0);
    assertThat(line.getString("by")).isNotBlank();
    assertThat(line.getInteger("participants")).isPositive();
    assertThat(line.getInteger("goals")).isPositive();
    assertThat(line.encode()).doesNotContain("Veien").doesNotContain(plan);
    assertThat(server.loggedIn("nabo").get("/plans/deletions").status()).isEqualTo(403);
  }

  /** The tables that hold an id anywhere, but for keys of requests, which go after a week. */
  private static List<String> tablesWith(String id) {
    String tables =
        server.value(
            "select string_agg(tablename, ',') from pg_tables where schemaname = 'public' and tablename <> 'idempotency'");
    return Stream.of(tables.split(","))
        .filter(
            table ->
                !"0"
                    .equals(
                        server.value(
                            "select count(*) from %s t where t::text like '%%%s%%'"
                                .formatted(table, id))))
        .toList();
  }

  @Test
  void noTableIsForgotten() {
    String function = server.value("select prosrc from pg_proc where proname = 'delete_plan_rows'");
    assertThat(server.value(REFERRING).split(","))
        .hasSizeGreaterThan(35)
        .allSatisfy(table -> assertThat(function).containsPattern("delete from " + table + "\\b"));
  }

  @ParameterizedTest
  @CsvSource({
    "state = 'ACTIVE' and end_date = null, plan.notClosed",
    "archived_at = null, plan.notArchived",
    "end_date = current_date - 3640, plan.retained"
  })
  void refusesWhatCannotBeDeleted(String change, String code) {
    close(4000);
    set(change.replace(" and ", ", "));
    delete(admin, "Veien videre").expect(409, code);
    assertThat(server.value("select count(*) from plan where id = '%s'".formatted(plan)))
        .isEqualTo("1");
  }

  /** An archive of a part, or of what the plan was before, isn't enough. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "made_at = now() - interval '20 years'",
        "log_seq = 0",
        "comments = false",
        "history = false",
        "parts = '{ABOUT,GOALS,LOG}'",
        "state = 'SENDING', next_at = now() + interval '1 day', received_at = null, receipt = null"
      })
  void refusesWhatIsNotArchivedAsAWhole(String change) {
    close(4000);
    server.sql(
        """
        insert into plan_log (id, plan_id, at, event) values (gen_random_uuid(), '%1$s', now() - interval '11 years', 'GOAL_ADDED');
        update plan_archive set %2$s where plan_id = '%1$s'"""
            .formatted(plan, change));
    delete(admin, "Veien videre").expect(409, "plan.archiveStale");
    assertThat(listed().getString("obstacle")).isEqualTo("ARCHIVE_STALE");
  }

  /** A last day in the past doesn't shorten the time after closing. */
  @Test
  void retentionCountsFromWhenThePlanWasClosed() {
    close(4000);
    server.sql(
        """
        insert into plan_log (id, plan_id, at, event) values (gen_random_uuid(), '%s', now() - interval '9 years', 'PLAN_CLOSED')\
        """
            .formatted(plan));
    delete(admin, "Veien videre").expect(409, "plan.retained");
    server.database().deleteFromLog("plan_log", "event = 'PLAN_CLOSED'");
  }

  @Test
  void asksForTheShortName() {
    close(4000);
    JsonObject problem = delete(admin, "veien videre").expect(422, "plan.notConfirmed").body();
    assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("code"))
        .isEqualTo("shortName.differs");
    delete(admin, "").expect(422, "plan.notConfirmed");
    assertThat(listed().getString("confirmation")).isEqualTo("Veien  videre");
    set("short_name = null");
    String owner = listed().getString("owner");
    assertThat(listed().getString("confirmation")).isEqualTo(owner);
    delete(admin, "Veien videre").expect(422, "plan.notConfirmed");
  }

  private JsonObject listed() {
    return admin.get("/plans/closed").expect(200).items().stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.getString("id").equals(plan))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void listSaysWhenAPlanCanBeDeleted() {
    close(100);
    assertThat(listed().getString("obstacle")).isEqualTo("RETAINED");
    assertThat(listed().getValue("confirmation")).isNull();
    assertThat(listed().getString("deletableFrom"))
        .isEqualTo(server.value("select (current_date - 100 + interval '10 years')::date"));
    set("archived_at = null");
    assertThat(listed().getString("obstacle")).isEqualTo("NOT_ARCHIVED");
  }

  @ParameterizedTest
  @CsvSource({"koordinator, 403", "planeier, 403", "nabo, 404", "fremmed, 404"})
  void onlyAnAdministratorOfTheOrganisationDeletes(String username, int status) {
    close(4000);
    delete(server.loggedIn(username), "Veien videre").expect(status);
    server.loggedIn(username).get("/plans/closed").expect(403, "access.denied");
  }

  /** The database defends itself: rows of the logs go only with their plan. */
  @Test
  void logsAreDeletedWithTheirPlanOnly() {
    close(4000);
    server.sql(
        """
        do $$ begin
          set local role samklang_runtime;
          perform set_config('samklang.deleted_plan', '%1$s', true);
          delete from plan_log where plan_id = '%1$s';
          raise exception 'deleted';
        exception when insufficient_privilege then null; end $$;
        do $$ begin
          delete from plan_log where plan_id = '%1$s';
          raise exception 'deleted';
        exception when insufficient_privilege then null; end $$\
        """
            .formatted(plan));
    set("archived_at = null");
    server.sql(
        """
        do $$ begin
          perform delete_plan('%1$s', gen_random_uuid(), (select person_id from account where username = 'admin'), now());
          raise exception 'deleted';
        exception when insufficient_privilege then null; end $$\
        """
            .formatted(plan));
  }
}
