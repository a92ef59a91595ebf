package no.samklang.person;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import no.samklang.TestServer;

/** Test persons inserted directly into the register. */
@CanIgnoreReturnValue
final class TestPerson {
  private TestPerson() {}

  /** The id of a demo user's person. */
  static String idOf(TestServer server, String username) {
    return server.value("select person_id from account where username = '" + username + "'");
  }

  /** Registers a person in Eksempelvik who is in no plan. */
  static String register(TestServer server, String firstName, String lastName) {
    String id = UUID.randomUUID().toString();
    server.sql(
        """
        insert into person (id, municipality_id, first_name, last_name, mobile, email)
        select '%s', municipality_id, '%s', '%s', '+4790123456', 'ny@eksempel.example'
          from person where id = '%s'"""
            .formatted(id, firstName, lastName, idOf(server, "koordinator")));
    return id;
  }

  /** Adds a person to the plan with the role's default rights, directly in the database. */
  static String join(TestServer server, String person, String plan, String role) {
    String id = UUID.randomUUID().toString();
    server.sql(
        """
        insert into participant (id, plan_id, person_id, role, since, rights) select
        '%s', '%s', '%s', role, now(), rights from role_rights where role = '%s'"""
            .formatted(id, plan, person, role));
    return id;
  }

  /** Request body for a new person. */
  static JsonObject input(String firstName, String lastName) {
    return new JsonObject()
        .put("firstName", firstName)
        .put("lastName", lastName)
        .put("email", "noen@eksempel.example")
        .put("mobile", "912 34 567");
  }
}
