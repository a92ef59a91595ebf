package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Five calls from an open screen don't take an account over (PERSON-14). */
class OwnConfirmationIT {
  @RegisterExtension static final TestServer server = TestServer.start();

  @BeforeEach
  void settle() {
    server.awaitCodesSent();
    server.sql("delete from login_guard");
  }

  @Test
  @DisplayName("An open screen without the password changes neither address, name nor channel")
  void anOpenScreenIsNotEnough() {
    TestClient lege = server.loggedIn("lege");
    changeCard(lege, "mobile", "+4792345601").expect(403, "account.confirmationNeeded");
    changeCard(lege, "email", "tyv@eksempel.example").expect(403, "account.confirmationNeeded");
    lege.post("/me/confirmation/address", address("tyv@eksempel.example"))
        .expect(403, "account.confirmationNeeded");
    lege.post("/me/confirmation", new JsonObject().put("password", "Feil-passord-1"))
        .expect(422, "password.wrongCurrent");
    code(lege, "123456").expect(422, "confirmation.expired");
  }

  @Test
  @DisplayName("A new address counts once its code came back; other sessions end and both are told")
  void aNewAddressCountsOnceItsCodeCameBack() {
    TestClient lege = server.loggedIn("lege");
    TestClient elsewhere = server.loggedIn("lege");
    lege.confirmOwnChanges();
    changeCard(lege, "mobile", "+4792345602").expect(422, "account.addressUnconfirmed");
    lege.confirmOwnAddress("SMS", "+4792345602");
    changeCard(lege, "mobile", "+4792345603").expect(422, "account.addressUnconfirmed");
    changeCard(lege, "mobile", "+4792345602").expect(200);
    elsewhere.get("/me").expect(401, "session.required");
    lege.get("/me").expect(200);
    assertThat(
            server.value(
                "select mobile_confirmed_at is not null from person where mobile = '+4792345602'"))
        .isEqualTo("t");
    assertThat(
            server.value(
                "select count(*) from outbox where template = 'ADDRESS_CHANGED' and person_id = '%s'"
                    .formatted(me(lege))))
        .isEqualTo("2");
    server.clock().advance(OwnConfirmationService.LIFETIME.plus(Duration.ofSeconds(1)));
    changeCard(lege, "mobile", "+4792345604").expect(403, "account.confirmationNeeded");
  }

  @Test
  @DisplayName("Three wrong codes end it")
  void threeWrongCodesEndIt() {
    TestClient lege = server.loggedIn("lege");
    lege.post("/me/confirmation", new JsonObject().put("password", "Samklang-demo-1")).expect(200);
    for (int i = 0; i < 3; i++) {
      code(lege, "00000" + i).expect(422, "code.wrong");
    }
    code(lege, "000009").expect(422, "confirmation.expired");
  }

  private static ClientAnswer code(TestClient client, String code) {
    return client.post("/me/confirmation/code", new JsonObject().put("code", code));
  }

  private static JsonObject address(String email) {
    return new JsonObject().put("channel", "EMAIL").put("address", email);
  }

  private static String me(TestClient client) {
    return client.get("/me").expect(200).body().getString("personId");
  }

  private static ClientAnswer changeCard(TestClient client, String field, String value) {
    String path = "/persons/" + me(client);
    JsonObject card = client.get(path).expect(200).body();
    JsonObject input = card.copy().put(field, value);
    List.of("personId", "version", "pictureVersion", "acrossPlans", "inPlan")
        .forEach(input::remove);
    return client.put(path, card.getInteger("version"), input);
  }
}
