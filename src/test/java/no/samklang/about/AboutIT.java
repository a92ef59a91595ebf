package no.samklang.about;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import no.samklang.picture.TestPictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The owner's own page (HOME-2) and statuses (HOME-1). */
class AboutIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static final byte[] PNG = TestPictures.halves("png", 60, 40);
  private static TestPlan owner;
  private static TestPlan coordinator;
  private static TestPlan doctor;

  @BeforeAll
  static void open() {
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    coordinator = owner.as(server.loggedIn("koordinator"));
    doctor = owner.as(server.loggedIn("lege"));
  }

  private static JsonObject page(TestPlan as) {
    return as.client().get(as.path("/about")).expect(200).body();
  }

  private static ClientAnswer put(TestPlan as, JsonObject input) {
    return as.client().put(as.path("/about"), page(as).getInteger("version"), input);
  }

  private static JsonObject input(String matters, JsonObject... links) {
    return new JsonObject()
        .put("text", "Jeg heter Nora")
        .put("matters", matters)
        .put("links", new JsonArray(java.util.List.of(links)));
  }

  private static JsonObject link(String url) {
    return new JsonObject().put("title", "Lenke").put("url", url);
  }

  @Test
  void ownerAndCoordinatorWriteItAndAllReadIt() {
    JsonObject link = link("https://eksempel.example/side?q=1#her");
    JsonObject stored = put(owner, input("Ro rundt meg", link)).expect(200).body();
    assertThat(stored.getString("updatedBy")).isEqualTo("Nora Eksempel");
    assertThat(page(doctor)).isEqualTo(stored);
    assertThat(stored.getJsonArray("links")).containsExactly(link);
    assertThat(stored.getJsonArray("goals")).isNotEmpty();
    put(coordinator, input("Skrevet sammen")).expect(200);
    assertThat(page(owner).getJsonArray("links")).isEmpty();
    put(doctor, input("Ikke min")).expect(403, "access.denied");
    assertThat(doctor.home().getJsonObject("about").getString("matters"))
        .isEqualTo("Skrevet sammen");
    assertThat(doctor.home().getJsonObject("myRights").getBoolean("editAbout")).isFalse();
    assertThat(owner.home().getJsonObject("myRights").getBoolean("editAbout")).isTrue();
  }

  @Test
  void mainGoalsAreShownToThoseWhoReadGoals() {
    setGoals("NONE");
    assertThat(page(doctor).getJsonArray("goals")).isEmpty();
    setGoals("READ");
    assertThat(page(doctor).getJsonArray("goals")).isNotEmpty();
  }

  private static void setGoals(String level) {
    server.sql(
        """
        update participant p set rights = jsonb_set(rights, '{areas,GOALS}', '"%s"')
          from account a where a.person_id = p.person_id and a.username = 'lege' and p.plan_id = '%s'\
        """
            .formatted(level, owner.id()));
  }

  @Test
  void staleChangeIsAnsweredWithTheCurrentPage() {
    int version = put(owner, input("Først")).expect(200).body().getInteger("version");
    put(coordinator, input("Så")).expect(200);
    JsonObject problem =
        owner.client().put(owner.path("/about"), version, input("For sent")).expect(409).body();
    assertThat(problem.getString("code")).isEqualTo("version.stale");
    assertThat(problem.getJsonObject("current").getString("matters")).isEqualTo("Så");
  }

  @ParameterizedTest
  @CsvSource({
    "javascript:alert(1), link.invalid",
    "JaVaScRiPt:alert(1), link.invalid",
    "'data:text/html,<b>hei</b>', link.invalid",
    "vbscript:x, link.invalid",
    "www.eksempel.example, link.invalid",
    "http:javascript:alert(1), link.invalid",
    "https://bank.example@ond.example/, link.invalid",
    "https://, link.invalid",
    "https://eksempel.example/\u202Efdp.exe, text.invisible",
  })
  void linkThatLeadsToNoWebPageIsRefused(String url, String code) {
    JsonObject before = page(owner);
    ClientAnswer refused =
        put(owner, input("Uendret", link("https://eksempel.example/"), link(url)));
    JsonObject error = refused.expect(422).body().getJsonArray("errors").getJsonObject(0);
    assertThat(error.getString("code")).isEqualTo(code);
    assertThat(error.getString("field").replace('/', '.')).contains("links.1.url");
    assertThat(page(owner)).isEqualTo(before);
  }

  @Test
  void textThatCannotBeSeenOrIsTooLongIsRefused() {
    put(owner, input("\u202Eskjult")).expect(422, "request.invalid");
    put(owner, input("x".repeat(5001))).expect(422, "request.invalid");
    JsonObject[] links = new JsonObject[21];
    java.util.Arrays.fill(links, link("https://eksempel.example/"));
    put(owner, input("Mange", links)).expect(422, "request.invalid");
  }

  @Test
  void pictureIsReencodedShownToAllAndDeleted() {
    String path = owner.path("/about/picture");
    int version = page(owner).getInteger("version");
    header(owner, version);
    JsonObject stored = owner.client().upload("PUT", path, "image/png", PNG).expect(200).body();
    assertThat(stored.getInteger("pictureVersion")).isEqualTo(version + 1);
    owner.client().upload("PUT", path, "image/png", PNG).expect(409, "version.stale");
    header(owner, version + 1);
    owner
        .client()
        .upload(
            "PUT",
            path,
            "image/png",
            "Ikke et bilde".getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .expect(422, "picture.invalid");
    owner.client().header("If-Match", null);
    assertThat(doctor.client().get(path).expect(200).header("Content-Type")).contains("image/jpeg");
    assertThat(doctor.home().getJsonObject("about").getInteger("pictureVersion"))
        .isEqualTo(version + 1);
    header(doctor, version + 1);
    doctor.client().upload("PUT", path, "image/png", PNG).expect(403, "access.denied");
    doctor.client().header("If-Match", null);
    coordinator.client().delete(path, version + 1).expect(200);
    doctor.client().get(path).expect(404);
    coordinator.client().delete(path, version + 2).expect(404);
  }

  private static void header(TestPlan plan, int version) {
    plan.client().header("If-Match", "\"" + version + "\"");
  }

  /** HOME-1: the coordinator writes for the owner, and the owner reads what was. */
  @Test
  void statusesAreKeptForTheOwner() {
    setStatus(owner, "Det går fint");
    JsonObject second = setStatus(coordinator, "Nora er litt sliten");
    assertThat(second.getString("by")).isEqualTo("Kari Testnes");
    assertThat(doctor.home().getJsonObject("status").getString("by")).isEqualTo("Kari Testnes");
    JsonObject cleared = setStatus(owner, "");
    assertThat(cleared.getString("by")).isNull();
    String path = owner.path("/statuses?limit=2");
    ClientAnswer page = owner.client().get(path).expect(200);
    assertThat(page.item(0).getString("text")).isEqualTo("Nora er litt sliten");
    assertThat(page.item(0).getString("by")).isEqualTo("Kari Testnes");
    assertThat(page.item(1).getString("text")).isEqualTo("Det går fint");
    coordinator.client().get(path).expect(403, "access.denied");
    doctor.client().get(path).expect(403, "access.denied");
    int version = doctor.home().getInteger("version");
    JsonObject text = new JsonObject().put("text", "Ikke min");
    doctor.client().put(doctor.path("/status"), version, text).expect(403, "access.denied");
  }

  @CanIgnoreReturnValue
  private static JsonObject setStatus(TestPlan as, String text) {
    return as.client()
        .put(
            as.path("/status"), as.home().getInteger("version"), new JsonObject().put("text", text))
        .expect(200)
        .body();
  }

  @Test
  void changeIsToldLoggedAndNew() {
    try (TestSocket reader = doctor.client().openSocket()) {
      reader.next("hello");
      put(owner, input("Sagt til alle")).expect(200);
      assertThat(reader.next("changed").getString("section")).isEqualTo("about");
    }
    JsonObject entry = owner.client().get(owner.path("/log?limit=1")).expect(200).item(0);
    assertThat(entry.getString("event")).isEqualTo("ABOUT_CHANGED");
  }
}
