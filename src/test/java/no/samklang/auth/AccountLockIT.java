package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Changes of accounts at the same time as logins and each other: in one order, without deadlocks.
 */
class AccountLockIT {
  private static final String LOCK_ACCOUNT =
      "select from account where person_id = '%s' for update";
  private static final String USE_CODES =
      "update one_time_code set used_at = now() where used_at is null and person_id = '%s'";

  @RegisterExtension static final TestServer server = TestServer.start();

  @BeforeEach
  void settle() {
    server.awaitCodesSent();
  }

  private static String idOf(String username) {
    return server.value("select person_id from account where username = '%s'".formatted(username));
  }

  /** A request that waits for the first statement's lock, until the last one has run. */
  private static ClientAnswer answer(String first, Supplier<ClientAnswer> request, String last) {
    AtomicReference<CompletableFuture<ClientAnswer>> answer = new AtomicReference<>();
    server
        .database()
        .whileUncommitted(
            first,
            () -> {
              answer.set(CompletableFuture.supplyAsync(request));
              await().until(() -> answer.get().isDone() || isWaiting());
            },
            last);
    return answer.get().join();
  }

  private static boolean isWaiting() {
    return !"0"
        .equals(
            server.value(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"));
  }

  /** Whoever adds a person to a plan holds the plan, which a change of the card waits for. */
  @Test
  void accountIsChangedWhileThePersonIsAddedToAPlan() {
    TestClient admin = server.loggedIn("admin");
    JsonObject change =
        new JsonObject().put("username", "mor").put("channel", "EMAIL").put("newPassword", false);
    server
        .database()
        .whileUncommitted(
            "select from person where id = '%s' for key share".formatted(idOf("mor")),
            () -> admin.putAccount("/persons/" + idOf("mor") + "/account", change).expect(200));
  }

  /** As blocking does: the account before its codes. */
  @Test
  void loginLocksTheAccountBeforeItsCode() {
    String id = idOf("lege");
    JsonObject sent =
        server.client().submitPassword("lege", TestClient.PASSWORD).expect(200).body();
    String code =
        server
            .client()
            .awaitCode(sent.getString("sentTo"), server.clock().instant().minusSeconds(5));
    answer(
            LOCK_ACCOUNT.formatted(id),
            () -> server.client().submitCode(sent.getString("challenge"), code),
            USE_CODES.formatted(id))
        .expect(401, "code.expired");
    assertThat(server.loggedIn("lege").cookie()).isNotNull();
  }

  @Test
  void changeOfTheUserNameLocksTheAccountBeforeItsCodes() {
    String id = idOf("laerer");
    TestClient admin = server.loggedIn("admin");
    server.client().submitPassword("laerer", TestClient.PASSWORD).expect(200);
    JsonObject change =
        new JsonObject().put("username", "laerer2").put("channel", "SMS").put("newPassword", false);
    answer(
            LOCK_ACCOUNT.formatted(id),
            () -> admin.putAccount("/persons/" + id + "/account", change),
            USE_CODES.formatted(id))
        .expect(200);
    assertThat(idOf("laerer2")).isEqualTo(id);
  }

  /** PERSON-9: else two administrators who block each other at once would both be out. */
  @Test
  void administratorWhoIsBeingBlockedBlocksNobody() {
    TestClient admin = server.loggedIn("admin");
    String other = idOf("koordinator2");
    String block =
        """
        select from person where id = '%1$s' for no key update;
        update account set blocked_at = now(), blocked_by = '%2$s', block_reason = 'Har sluttet' where person_id = '%1$s'"""
            .formatted(idOf("admin"), other);
    answer(
            block,
            () ->
                admin.post(
                    "/persons/" + other + "/account/block", new JsonObject().put("reason", "Nei")),
            "select")
        .expect(401, "session.required");
    assertThat(
            server.value(
                "select count(*) from account where blocked_at is not null and person_id = '%s'"
                    .formatted(other)))
        .isEqualTo("0");
    server.sql(
        "update account set blocked_at = null, blocked_by = null, block_reason = null where blocked_at is not null");
  }
}
