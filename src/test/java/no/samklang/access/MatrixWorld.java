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
 * People of every kind, each logged in once, and plans made for a single request, so that no
 * request stands in another's light.
 */
final class MatrixWorld {
  /** The kinds of callers, by their names in {@code x-access}. */
  enum Kind {
    LOGGED_OUT("out", null, null),
    /** Has an account in the same municipality, and no place in the plan. */
    STRANGER("stranger", "stranger", null),
    OTHER_MUNICIPALITY("other", "foreigner", null),
    NO_RIGHT("none", "member", "NONE"),
    READ("read", "member", "READ"),
    WRITE("write", "member", "WRITE"),
    OWNER("owner", "owner", "WRITE"),
    COORDINATOR("coordinator", "coordinator", "WRITE"),
    /** May write, but the consent has run out. */
    EXPIRED("expired", "member", "WRITE"),
    /** May write, but the plan is closed. */
    CLOSED("closed", "member", "WRITE"),
    /** Might write until yesterday. */
    ENDED("ended", "member", "WRITE"),
    ORG_ADMIN("admin", "admin", null);

    private final String column;
    private final String person;
    private final String level;

    Kind(String column, String person, String level) {
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
      (select jsonb_object_agg(area, case when area = 'LOG' and '%1$s' = 'WRITE' then 'READ' else '%1$s' end) from unnest(array['GOALS', 'ACTIVITIES', 'WORK', 'HOUSING', 'LEISURE', 'HEALTH',
         'NETWORK', 'ECONOMY', 'SPECIALIST_PLANS', 'DOCUMENTS', 'LOG']) as area)""";

  private final TestServer server;
  private final Map<String, UUID> persons = new HashMap<>();
  private final Map<String, TestClient> clients = new HashMap<>();
  private final UUID municipality;

  MatrixWorld(TestServer server) {
    this.server = server;
    this.municipality =
        UUID.fromString(
            server.value(
                "select p.municipality_id from person p join account a on a.person_id = p.id where a.username = 'admin'"));
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
    String neighbour = name.equals("foreigner") ? "nabo" : "admin";
    server.sql(
        """
        insert into person (id, municipality_id, first_name, last_name, birth_date, email, mobile)
        select '%1$s', p.municipality_id, 'Matrise', '%2$s', '1990-01-01', '%2$s@matrise.example', '+479111%3$04d'
          from person p join account a on a.person_id = p.id where a.username = '%4$s';
        insert into account (person_id, username, password_state, password_hash, code_channel, terms_version)
        select '%1$s', 'matrix-%2$s', 'CHOSEN', password_hash, 'SMS', '1' from account where username = 'admin'"""
            .formatted(id, name, persons.size(), neighbour));
  }

  /** Logged in again when what it did before has ended its session. */
  TestClient client(Kind kind) {
    if (kind == Kind.LOGGED_OUT) {
      return server.client();
    }
    TestClient client = clients.get(kind.person);
    return client.cookie() == null ? client.logIn(username(kind.person)) : client;
  }

  /** As it is now; an operation may have changed it. */
  private String username(String person) {
    return server.value(
        "select username from account where person_id = '%s'".formatted(persons.get(person)));
  }

  /**
   * The ids of what has been made for one request; the caller is in the plan as their kind says.
   */
  record Scene(Map<String, UUID> ids) {
    UUID id(String name) {
      return ids.get(name);
    }
  }

  /**
   * A plan with its owner, its coordinator, the caller and three more: {@code subject}, whom
   * requests are about, {@code asked}, and whoever the kind needs.
   *
   * @param more SQL that makes what else the request is about, with the scene's ids as {@code
   *     {name}}
   */
  Scene scene(Kind kind, String more) {
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
            "notice",
            "session",
            "made",
            "freePerson")) {
      ids.put(name, UUID.randomUUID());
    }
    ids.put("municipality", municipality);
    String caller = kind.person == null || !ids.containsKey(kind.person) ? "member" : kind.person;
    ids.put("caller", ids.get(caller));
    ids.put("callerPerson", persons.getOrDefault(kind.person, persons.get("stranger")));
    Scene scene = new Scene(ids);
    List<String> statements = new ArrayList<>();
    statements.add(plan(kind));
    statements.add(participant("owner", "OWNER", "WRITE", ""));
    statements.add(participant("coordinator", "COORDINATOR", "WRITE", ""));
    statements.add(participant("subject", "PROVIDER", "READ", ""));
    statements.add(participant("asked", "PROVIDER", "READ", ""));
    if ("member".equals(kind.person)) {
      String ends = kind == Kind.ENDED ? "ends_on = current_date - 1" : "";
      statements.add(participant("member", "PROVIDER", kind.level, ends));
    }
    statements.add(more);
    server.sql(filled(String.join(";\n", statements), scene));
    return scene;
  }

  private static String plan(Kind kind) {
    String closed = kind == Kind.CLOSED ? "'CLOSED'" : "'ACTIVE'";
    int days = kind == Kind.EXPIRED ? -1 : 100;
    return """
        update participant set removed_at = now()
         where removed_at is null and person_id in (select id from person where first_name = 'Matrise');
        update person set version = 1 where last_name in ('owner', 'coordinator', 'member', 'subject') and first_name = 'Matrise';
        update organisation set version = 1;
        insert into person (id, municipality_id, first_name, last_name, mobile)
        select '{freePerson}', municipality_id, 'Ledig', 'Person', '+4791110000' from person where id = '{ownerPerson}';
        insert into plan (id, organisation_id, type, state, start_date, end_date, changed_at)
        select '{plan}', o.id, 'IP', %1$s, current_date - 200, case when %1$s = 'CLOSED' then current_date - 1 end, now()
          from organisation o join person p on p.municipality_id = o.municipality_id and o.parent_id is not null
         where p.id = '{ownerPerson}' limit 1;
        insert into consent (id, plan_id, valid_from, valid_until, scope, given_by, given_at)
        values ('{consent}', '{plan}', current_date - 200, current_date + %2$d, 'Alt', '{ownerPerson}', now())"""
        .formatted(closed, days);
  }

  private static String participant(String name, String role, String level, String change) {
    boolean writes = level.equals("WRITE");
    return """
        insert into participant (id, plan_id, person_id, role, since, rights)
        select '{%1$s}', '{plan}', '{%1$sPerson}', '%2$s', now() - interval '100 days',
               jsonb_build_object('editPerson', %3$s, 'print', %3$s, 'areas', %4$s);
        %5$s"""
        .formatted(
            name,
            role,
            writes,
            AREAS.formatted(level),
            change.isEmpty()
                ? ""
                : "update participant set " + change + " where id = '{" + name + "}'");
  }

  /** Puts ids into a text. */
  static String filled(String text, Scene scene) {
    String filled =
        text.replace("{today}", LocalDate.now(ZoneId.of("Europe/Oslo")).toString())
            .replace("{inAYear}", LocalDate.now(ZoneId.of("Europe/Oslo")).plusYears(1).toString());
    for (Map.Entry<String, UUID> id : scene.ids().entrySet()) {
      filled = filled.replace("{" + id.getKey() + "}", id.getValue().toString());
    }
    return filled;
  }
}
