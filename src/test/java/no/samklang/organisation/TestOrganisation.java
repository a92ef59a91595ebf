package no.samklang.organisation;

import io.vertx.core.json.JsonObject;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestServer;

/** Organisations and who administers them. */
final class TestOrganisation {
  private TestOrganisation() {}

  static String id(TestServer server, String name) {
    return server.value("select id from organisation where name = '" + name + "'");
  }

  static int version(TestServer server, String organisation) {
    return Integer.parseInt(
        server.value("select version from organisation where id = '" + organisation + "'"));
  }

  static String person(TestServer server, String username) {
    return server.value("select person_id from account where username = '" + username + "'");
  }

  static void administers(TestServer server, String username, String organisation) {
    server.sql(
        "insert into organisation_admin (organisation_id, person_id) values ('%s', '%s') on conflict do nothing"
            .formatted(organisation, person(server, username)));
  }

  /** A person with an account, in the municipality of another. */
  static void account(TestServer server, String username, String like) {
    server.sql(
        """
        with registered as (
          insert into person (id, municipality_id, first_name, last_name, mobile)
          select gen_random_uuid(), p.municipality_id, 'Test', '%1$s', '+4749' || lpad((random() * 999999)::int::text, 6, '0')
            from person p join account a on a.person_id = p.id where a.username = '%2$s' returning id
        )
        insert into account (person_id, username, password_state, password_hash, code_channel, terms_version)
        select registered.id, '%1$s', 'CHOSEN', a.password_hash, 'SMS', '1' from registered, account a where a.username = '%2$s'"""
            .formatted(username, like));
  }

  /** The events in the log of an organisation, the newest first. */
  static List<String> events(TestClient admin, String organisation) {
    return admin.get("/organisations/" + organisation + "/log").expect(200).items().stream()
        .map(entry -> ((JsonObject) entry).getString("event"))
        .toList();
  }
}
