package no.samklang.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.TestSocket;
import no.samklang.picture.TestPictures;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pictures that symbolise goals (GOAL-2), by the rules of PERSON-7. */
class GoalPictureIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static final byte[] PNG = TestPictures.halves("png", 60, 40);
  private static TestPlan plan;
  private static TestGoals coordinator;
  private static TestGoals owner;
  private static TestGoals doctor;

  @BeforeAll
  static void open() {
    plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    coordinator = TestGoals.of(plan);
    owner = coordinator.as(server.loggedIn("planeier"));
    doctor = coordinator.as(server.loggedIn("lege"));
    setLevel("READ");
  }

  private static void setLevel(String goals) {
    server.sql(
        """
        update participant p set rights = jsonb_set(rights, '{areas,GOALS}', '"%s"')
          from account a where a.person_id = p.person_id and a.username = 'lege' and p.plan_id = '%s'\
        """
            .formatted(goals, plan.id()));
  }

  private static JsonObject withPicture(String title) {
    return put(coordinator.add(title)).expect(200).body();
  }

  private static ClientAnswer put(JsonObject goal) {
    return coordinator.putPicture(goal, "image/png", PNG);
  }

  @Test
  void isReencodedAndShownToThoseWhoReadTheGoal() throws IOException {
    JsonObject goal = coordinator.add("Med bilde");
    assertThat(goal.getInteger("pictureVersion")).isNull();
    assertThat(goal.getString("pictureText")).isNull();
    byte[] held = TestPictures.heldSo(TestPictures.halves("jpg", 1200, 600), 6);
    JsonObject stored = coordinator.putPicture(goal, "image/jpeg", held).expect(200).body();
    assertThat(stored.getInteger("version")).isEqualTo(goal.getInteger("version") + 1);
    assertThat(stored.getString("pictureText")).isEmpty();
    assertThat(doctor.get(goal).body()).isEqualTo(stored);
    assertThat(TestGoals.items(doctor.tree())).contains(stored);
    ClientAnswer shown = doctor.picture(goal).expect(200);
    assertThat(shown.header("Content-Type")).contains("image/jpeg");
    assertThat(shown.header("Cache-Control")).contains("no-store");
    String path = doctor.path(goal, "/picture");
    ClientAnswer kept = doctor.client().get(path + "?v=" + stored.getInteger("pictureVersion"));
    assertThat(kept.header("Cache-Control")).contains("private, max-age=86400, immutable");
    assertThat(kept.header("Vary")).contains("Cookie");
    byte[] file = doctor.client().download(path);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file));
    assertThat(picture.getWidth()).isEqualTo(256);
    assertThat(picture.getHeight()).isEqualTo(512);
    assertThat(new String(file, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "GPS");
  }

  /** A browser may have kept any earlier picture by its version. */
  @Test
  void noTwoPicturesOfAGoalHaveTheSameVersion() {
    JsonObject first = withPicture("Byttes");
    JsonObject second = put(coordinator.describePicture(first, "En båt").body()).body();
    assertThat(second.getString("pictureText")).isEqualTo("En båt");
    assertThat(second.getInteger("pictureVersion")).isGreaterThan(first.getInteger("version"));
    JsonObject removed = coordinator.removePicture(second).expect(200).body();
    assertThat(removed.getInteger("pictureVersion")).isNull();
    assertThat(removed.getString("pictureText")).isNull();
    coordinator.picture(first).expect(404, "not.found");
    coordinator.removePicture(removed).expect(404, "not.found");
    JsonObject third = put(removed).expect(200).body();
    assertThat(third.getInteger("pictureVersion"))
        .isGreaterThan(second.getInteger("pictureVersion"));
    assertThat(third.getString("pictureText")).isEmpty();
  }

  @Test
  void isDescribedForThoseWhoDoNotSeeIt() {
    JsonObject goal = withPicture("Beskrives");
    JsonObject described = coordinator.describePicture(goal, "  En sykkel  ").expect(200).body();
    assertThat(described.getString("pictureText")).isEqualTo("En sykkel");
    assertThat(described.getInteger("pictureVersion")).isEqualTo(goal.getInteger("pictureVersion"));
    coordinator.describePicture(described, "x".repeat(201)).expect(422, "request.invalid");
    JsonObject decorative = coordinator.describePicture(described, "").expect(200).body();
    assertThat(decorative.getString("pictureText")).isEmpty();
    coordinator.describePicture(coordinator.add("Uten bilde"), "Tomt").expect(404, "not.found");
  }

  @Test
  void isChangedOnlyByThoseWhoWriteGoals() {
    JsonObject goal = withPicture("Leses");
    byte[] invalid = {1};
    doctor.putPicture(goal, "image/png", invalid).expect(403, "access.denied");
    doctor.removePicture(goal).expect(403, "access.denied");
    doctor.describePicture(goal, "Nei").expect(403, "access.denied");
    setLevel("NONE");
    try {
      doctor.picture(goal).expect(403, "access.denied");
    } finally {
      setLevel("READ");
    }
    TestGoals stranger = coordinator.as(server.loggedIn("fremmed"));
    stranger.picture(goal).expect(404, "not.found");
    stranger.putPicture(goal, "image/png", PNG).expect(404, "not.found");
    server.client().get(coordinator.path(goal, "/picture")).expect(401);
    TestClient other = server.loggedIn("koordinator");
    TestPlan elsewhere = TestPlan.withExpiredConsent(other);
    new TestGoals(elsewhere).picture(goal).expect(404, "not.found");
    assertThat(put(goal).expect(200).body().getString("agreed")).isEqualTo("PROPOSED");
  }

  @Test
  void secondOfTwoChangesGetsTheOthersVersion() {
    JsonObject goal = coordinator.add("Begge bytter bilde");
    JsonObject first = put(goal).expect(200).body();
    JsonObject conflict =
        owner.putPicture(goal, "image/png", PNG).expect(409, "version.stale").body();
    assertThat(conflict.getJsonObject("current")).isEqualTo(first);
    coordinator
        .client()
        .upload("PUT", coordinator.path(goal, "/picture"), "image/png", PNG)
        .expect(422, "request.invalid");
  }

  /** The owner has agreed to the goal, not to how it looks (GOAL-11). */
  @Test
  void changesNothingOfWhatIsAgreed() {
    JsonObject goal = put(owner.agree(owner.add("Avtalt")).body()).expect(200).body();
    assertThat(goal.getString("agreed")).isEqualTo("AGREED");
    assertThat(goal.getBoolean("changedSinceAgreed")).isFalse();
  }

  @Test
  void isLoggedAndShownToOthersAtOnce() {
    JsonObject goal = coordinator.add("Vises med en gang");
    try (TestSocket reader = doctor.client().openSocket()) {
      reader.next("hello");
      int version = coordinator.tree().getInteger("version");
      put(goal).expect(200);
      JsonObject frame = reader.next("changed");
      assertThat(frame.getString("section")).isEqualTo("goals");
      assertThat(frame.getInteger("version")).isEqualTo(version + 1);
    }
    assertThat(
            server.value(
                "select event from plan_log where plan_id = '%s' order by id desc limit 1"
                    .formatted(plan.id())))
        .isEqualTo("GOAL_CHANGED");
  }

  /** PART-6, LOGIN-7: the page is read once, however many pictures it shows. */
  @Test
  void isNoReadOfItsOwnWhenAPageShowsIt() {
    JsonObject goal = withPicture("Vises på en side");
    forgetReads();
    doctor.get(goal).expect(200);
    awaitReads("1");
    doctor.client().header("Sec-Fetch-Dest", "image");
    doctor.picture(goal).expect(200);
    doctor.client().header("Sec-Fetch-Dest", null);
    doctor.get(goal).expect(200);
    awaitReads("2");
    doctor.picture(goal).expect(200);
    awaitReads("3");
  }

  /** Also those that are written behind: with the last one, all before it are written. */
  private static void forgetReads() {
    String ofThisPlan = "plan_id = '%s'".formatted(plan.id());
    server.database().deleteFromLog("access_log", ofThisPlan);
    doctor.client().get(plan.path("/participants")).expect(200);
    Awaitility.await().until(() -> !reads("PARTICIPANTS").equals("0"));
    server.database().deleteFromLog("access_log", ofThisPlan);
  }

  private static void awaitReads(String times) {
    Awaitility.await().untilAsserted(() -> assertThat(reads("GOALS")).isEqualTo(times));
  }

  private static String reads(String part) {
    return server.value(
        "select coalesce(sum(times), 0) from access_log where part = '%s' and plan_id = '%s'"
            .formatted(part, plan.id()));
  }

  @Test
  void followsTheGoalToHistoryAndTheBin() {
    JsonObject moved = coordinator.setHistory(withPicture("Flyttes"), true).expect(200).body();
    assertThat(moved.getInteger("pictureVersion")).isNotNull();
    doctor.picture(moved).expect(200);
    JsonObject deletion = coordinator.delete(moved).expect(200).body();
    doctor.picture(moved).expect(404, "not.found");
    coordinator.restore(deletion).expect(200);
    doctor.picture(moved).expect(200);
  }

  @Test
  void isDeletedForGoodWithTheGoal() {
    JsonObject goal = withPicture("Borte for godt");
    JsonObject deletion = coordinator.delete(goal).expect(200).body();
    assertThat(pictures(goal)).isEqualTo("1");
    server.sql(
        "update bin_entry set deleted_at = now() - interval '31 days' where id = '%s'"
            .formatted(deletion.getString("binId")));
    server.runJobs();
    assertThat(pictures(goal)).isEqualTo("0");
  }

  private static String pictures(JsonObject goal) {
    return server.value(
        "select count(*) from goal_picture where goal_id = '%s'".formatted(goal.getString("id")));
  }

  @Test
  void invalidPictureIsRejected() {
    JsonObject goal = coordinator.add("Uten gyldig bilde");
    byte[] executable = ("MZ" + "\0".repeat(300)).getBytes(StandardCharsets.ISO_8859_1);
    coordinator.putPicture(goal, "image/jpeg", executable).expect(422, "picture.invalid");
    coordinator.putPicture(goal, "image/svg+xml", executable).expect(415);
    coordinator
        .putPicture(goal, "image/png", TestPictures.pngThatSays(30_000, 30_000))
        .expect(422, "picture.tooManyPixels");
    coordinator
        .putPicture(goal, "image/jpeg", new byte[2 * 1024 * 1024 + 1])
        .expect(413, "request.tooLarge");
    assertThat(coordinator.get(goal).body()).isEqualTo(goal);
  }
}
