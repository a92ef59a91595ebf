package no.samklang.access;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.TestClient;
import no.samklang.TestServer;

/**
 * Callers of every kind, each logged in once, and a separate plan for each request, so that
 * requests don't affect each other.
 */
final class AccessMatrixFixture {
  /** The kinds of callers in {@code x-access}. */
  enum CallerKind {
    LOGGED_OUT("out", null, null),
    /** Has an account in the same municipality, but isn't a member of the plan. */
    STRANGER("stranger", "stranger", null),
    OTHER_MUNICIPALITY("other", "foreigner", null),
    NO_RIGHT("none", "member", "NONE"),
    READ("read", "member", "READ"),
    WRITE("write", "member", "WRITE"),
    OWNER("owner", "owner", "WRITE"),
    COORDINATOR("coordinator", "coordinator", "WRITE"),
    /** May write, but the consent has expired. */
    EXPIRED("expired", "member", "WRITE"),
    /** May write, but the plan is closed. */
    CLOSED("closed", "member", "WRITE"),
    /** Membership ended yesterday. */
    ENDED("ended", "member", "WRITE"),
    /** The participant's own consent was withdrawn; the plan's is valid. */
    WITHDRAWN("ended", "member", "WRITE"),
    /** A guardian who decides for the owner; the consent has expired. */
    DECIDING_GUARDIAN("guardian", "member", "WRITE"),
    ORG_ADMIN("admin", "admin", null);

    private final String column;
    private final String person;
    private final String level;

    CallerKind(String column, String person, String level) {
      this.column = column;
      this.person = person;
      this.level = level;
    }

    String column() {
      return column;
    }
  }

  private static final String AREAS =
      """
      (select jsonb_object_agg(area, '%1$s')
         from unnest(array['GOALS', 'ACTIVITIES', 'WORK', 'HOUSING', 'LEISURE', 'HEALTH', 'NETWORK',
           'ECONOMY', 'SPECIALIST_PLANS']) as area)""";

  private final TestServer server;
  private final Map<String, UUID> persons = new HashMap<>();
  private final Map<String, TestClient> clients = new HashMap<>();
  private final UUID municipality;

  AccessMatrixFixture(TestServer server) {
    this.server = server;
    this.municipality =
        UUID.fromString(
            server.value(
                "select p.municipality_id from person p join account a on a.person_id = p.id where"
                    + " a.username = 'admin'"));
    List<String> people =
        List.of("owner", "coordinator", "member", "subject", "asked", "stranger", "foreigner");
    people.forEach(this::addPerson);
    server.sql(
        """
        insert into plan_creator (organisation_id, person_id)
        select municipality_id, id from person where first_name = 'Matrise' and last_name = 'coordinator'""");
    persons.put(
        "admin",
        UUID.fromString(server.value("select person_id from account where username = 'admin'")));
    clients.put("admin", server.loggedIn(username("admin")));
    people.stream()
        .filter(name -> !name.equals("asked"))
        .forEach(name -> clients.put(name, server.loggedIn(username(name))));
  }

  private void addPerson(String name) {
    UUID id = UUID.randomUUID();
    persons.put(name, id);
    String municipalityOf = name.equals("foreigner") ? "nabo" : "admin";
    server.sql(
        """
        insert into person (id, municipality_id, first_name, last_name, birth_date, email, mobile)
        select '%1$s', p.municipality_id, 'Matrise', '%2$s', '1990-01-01', '%2$s@matrise.example', '+479111%3$04d'
          from person p join account a on a.person_id = p.id where a.username = '%4$s';
        insert into account (person_id, username, password_state, password_hash, code_channel, terms_version)
        select '%1$s', 'matrix-%2$s', 'CHOSEN', password_hash, 'SMS', '1' from account where username = 'admin'\
        """
            .formatted(id, name, persons.size(), municipalityOf));
  }

  /** Logs in again if an earlier request ended the session. */
  TestClient client(CallerKind kind) {
    if (kind == CallerKind.LOGGED_OUT) {
      return server.client();
    }
    TestClient client = clients.get(kind.person);
    return client.cookie() == null ? client.logIn(username(kind.person)) : client;
  }

  /** The current username; an operation may have changed it. */
  private String username(String person) {
    return server.value(
        "select username from account where person_id = '%s'".formatted(persons.get(person)));
  }

  /** The ids created for one request; the caller's membership is that of their kind. */
  record MatrixScene(Map<String, UUID> ids) {
    UUID id(String name) {
      return ids.get(name);
    }
  }

  /**
   * Creates a plan with an owner, a coordinator, {@code subject}, whom requests are about, {@code
   * asked}, who is asked to take over, and the caller if their kind is a member.
   *
   * @param more SQL that creates further rows, with the scene's ids as {@code {name}}
   */
  MatrixScene createScene(CallerKind kind, String more) {
    Map<String, UUID> ids = new HashMap<>();
    persons.forEach((name, id) -> ids.put(name + "Person", id));
    for (String name :
        List.of(
            "plan",
            "consent",
            "owner",
            "coordinator",
            "member",
            "subject",
            "asked",
            "message",
            "goal",
            "activity",
            "comment",
            "bin",
            "event",
            "meeting",
            "point",
            "document",
            "attachment",
            "copy",
            "print",
            "export",
            "archive",
            "status",
            "specialistPlan",
            "notice",
            "session",
            "device",
            "made",
            "freePerson")) {
      ids.put(name, UUID.randomUUID());
    }
    ids.put("municipality", municipality);
    String caller = kind.person == null || !ids.containsKey(kind.person) ? "member" : kind.person;
    ids.put("caller", ids.get(caller));
    ids.put("callerPerson", persons.getOrDefault(kind.person, persons.get("stranger")));
    MatrixScene scene = new MatrixScene(ids);
    List<String> statements = new ArrayList<>();
    statements.add(plan(kind));
    statements.add(participant("owner", "OWNER", "WRITE", ""));
    statements.add(participant("coordinator", "COORDINATOR", "WRITE", ""));
    statements.add(participant("subject", "PROVIDER", "READ", ""));
    statements.add(participant("asked", "PROVIDER", "READ", ""));
    if ("member".equals(kind.person)) {
      String role = kind == CallerKind.DECIDING_GUARDIAN ? "GUARDIAN" : "PROVIDER";
      statements.add(participant("member", role, kind.level, ended(kind)));
    }
    statements.add(more);
    server.sql(replaceIds(String.join(";\n", statements), scene));
    return scene;
  }

  private static String ended(CallerKind kind) {
    return switch (kind) {
      case ENDED -> "ends_on = current_date - 1";
      case DECIDING_GUARDIAN -> "authority_confirmed_at = now(), authority_basis = 'EARLIER'";
      case WITHDRAWN -> "consent_ended_at = now(), consent_ended_by = '{coordinatorPerson}'";
      default -> "";
    };
  }

  private static String plan(CallerKind kind) {
    String closed = kind == CallerKind.CLOSED ? "'CLOSED'" : "'ACTIVE'";
    boolean guarded = kind == CallerKind.DECIDING_GUARDIAN;
    int days = kind == CallerKind.EXPIRED || guarded ? -1 : 100;
    return """
    update participant set removed_at = now()
     where removed_at is null and person_id in (select id from person where first_name = 'Matrise');
    update person set version = 1 where last_name in ('owner', 'coordinator', 'member', 'subject') and first_name = 'Matrise';
    update organisation set version = 1;
    delete from announced_downtime;
    delete from goal_template;
    delete from organisation_admin where person_id in (select id from person where first_name = 'Matrise');
    delete from plan_creator where person_id in (select id from person where first_name = 'Matrise' and last_name <> 'coordinator');
    update person set birth_date = current_date - interval '%3$d years' where last_name = 'owner' and first_name = 'Matrise';
    update account set version = 1, marked_until = null, blocked_at = null, blocked_by = null, block_reason = null;
    update person set mobile = '+4791110004' where last_name = 'subject' and first_name = 'Matrise';
    update person set mobile = '+4791110066' where mobile = '+4791110077';
    delete from outbox where template = 'TEST';
    insert into person (id, municipality_id, first_name, last_name, mobile)
    select '{freePerson}', municipality_id, 'Ledig', 'Person', '+4791110000' from person where id = '{ownerPerson}';
    insert into plan (id, organisation_id, type, state, start_date, end_date, changed_at)
    select '{plan}', o.id, 'IP', %1$s, current_date - 200, case when %1$s = 'CLOSED' then current_date - 1 end, now()
      from organisation o join person p on p.municipality_id = o.municipality_id and o.parent_id is not null
     where p.id = '{ownerPerson}' limit 1;
    insert into consent (id, plan_id, valid_from, valid_until, scope, given_by, given_at)
    values ('{consent}', '{plan}', current_date - 200, current_date + %2$d, 'Alt', '{ownerPerson}', now())\
    """
        .formatted(closed, days, guarded ? 10 : 30);
  }

  private static String participant(String name, String role, String level, String change) {
    boolean writes = level.equals("WRITE");
    return """
    insert into participant (id, plan_id, person_id, role, since, rights)
    select '{%1$s}', '{plan}', '{%1$sPerson}', '%2$s', now() - interval '100 days',
           jsonb_build_object('editPerson', %3$s, 'print', %3$s, 'areas', %4$s);
    %5$s\
    """
        .formatted(
            name,
            role,
            writes,
            AREAS.formatted(level),
            change.isEmpty()
                ? ""
                : "update participant set " + change + " where id = '{" + name + "}'");
  }

  /** Replaces {@code {name}} with ids and dates. */
  static String replaceIds(String text, MatrixScene scene) {
    String result =
        text.replace("{today}", LocalDate.now(ZoneId.of("Europe/Oslo")).toString())
            .replace("{inAYear}", LocalDate.now(ZoneId.of("Europe/Oslo")).plusYears(1).toString());
    for (Map.Entry<String, UUID> id : scene.ids().entrySet()) {
      result = result.replace("{" + id.getKey() + "}", id.getValue().toString());
    }
    return result;
  }
}
