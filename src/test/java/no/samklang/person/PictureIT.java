package no.samklang.person;

import static no.samklang.person.TestPerson.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import no.samklang.TestClient;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import no.samklang.picture.TestPictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pictures over HTTP: upload, visibility and removal (PERSON-7). */
class PictureIT {
  @RegisterExtension static final TestServer server = TestServer.start();
  private static TestClient mor;

  @BeforeAll
  static void setUp() {
    mor = server.loggedIn("mor");
  }

  @BeforeEach
  void awaitCodes() {
    server.awaitCodesSent();
  }

  private static TestClient.ClientAnswer put(TestClient client, String type, byte[] file) {
    return client.upload("PUT", "/me/picture", type, file);
  }

  private static String path(String username) {
    return "/persons/" + idOf(server, username) + "/picture";
  }

  @Test
  void isReencodedAndVisibleWithCommonPlan() throws IOException {
    byte[] held = TestPictures.heldSo(TestPictures.halves("jpg", 1200, 600), 6);
    int version = put(mor, "image/jpeg", held).expect(200).body().getInteger("pictureVersion");
    TestClient planeier = server.loggedIn("planeier");
    TestClient.ClientAnswer shown = planeier.get(path("mor")).expect(200);
    assertThat(shown.header("Content-Type")).contains("image/jpeg");
    assertThat(shown.header("Cache-Control")).contains("no-store");
    assertThat(planeier.get(path("mor") + "?v=" + version).expect(200).header("Cache-Control"))
        .contains("private, max-age=86400, immutable");
    assertThat(planeier.get(path("mor") + "?v=" + version).expect(200).header("Vary"))
        .contains("Cookie");
    byte[] file = planeier.download(path("mor"));
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file));
    assertThat(picture.getWidth()).isEqualTo(256);
    assertThat(picture.getHeight()).isEqualTo(512);
    assertThat(new String(file, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "GPS");
    assertThat(
            planeier
                .get("/persons/" + idOf(server, "planeier"))
                .expect(200)
                .body()
                .getInteger("pictureVersion"))
        .isNull();
    int next = put(mor, "image/jpeg", held).expect(200).body().getInteger("pictureVersion");
    assertThat(next).isGreaterThan(version);
    assertThat(mor.get("/persons/" + idOf(server, "mor")).body().getInteger("pictureVersion"))
        .isEqualTo(next);
  }

  @Test
  void isHiddenFromOthers() {
    put(mor, "image/png", TestPictures.halves("png", 40, 40)).expect(200);
    server.loggedIn("admin").get(path("mor")).expect(200);
    for (String other : new String[] {"fremmed", "nabo"}) {
      server.loggedIn(other).get(path("mor")).expect(404, "not.found");
    }
    server.client().get(path("mor")).expect(401);
  }

  @Test
  void isHiddenInPlanWithoutConsent() {
    TestClient koordinator = server.loggedIn("koordinator");
    TestPlan expired = TestPlan.withExpiredConsent(koordinator);
    String guest = TestPerson.register(server, "Gjest", "Gjestesen");
    TestPerson.join(server, guest, expired.id(), "PROVIDER");
    server.sql(
        "insert into person_picture (person_id, content, content_type, updated_at) values ('%s', 'x', 'image/jpeg', now())"
            .formatted(guest));
    koordinator.get("/persons/" + guest + "/picture").expect(200);
    TestPerson.join(server, idOf(server, "fremmed"), expired.id(), "PROVIDER");
    server.loggedIn("fremmed").get("/persons/" + guest + "/picture").expect(404);
  }

  @Test
  void isGoneAfterRemoval() {
    TestClient lege = server.loggedIn("lege");
    put(lege, "image/gif", TestPictures.halves("gif", 40, 40)).expect(200);
    lege.delete("/me/picture").expect(204);
    lege.delete("/me/picture").expect(204);
    lege.get(path("lege")).expect(404, "not.found");
  }

  @Test
  void editPersonsAllowsOthersPicture() {
    TestPlan plan = TestPlan.withConsentDaysLeft(server.loggedIn("koordinator"), 210);
    String owner = plan.as(server.loggedIn("planeier")).ownParticipantId();
    String place = plan.path("/participants/" + owner + "/picture");
    byte[] picture = TestPictures.halves("png", 40, 40);
    plan.client().upload("PUT", place, "image/png", picture).expect(200);
    assertThat(server.value("select event from plan_log order by id desc limit 1"))
        .isEqualTo("PARTICIPANT_CHANGED");
    server.loggedIn("lege").upload("PUT", place, "image/png", picture).expect(403, "access.denied");
    server.loggedIn("fremmed").upload("PUT", place, "image/png", picture).expect(404);
    server.loggedIn("lege").delete(place).expect(403, "access.denied");
    server.loggedIn("planeier").delete(place).expect(204);
  }

  /** A person deleted during the upload keeps no picture. */
  @Test
  void isNotStoredForDeletedPerson() {
    String person = idOf(server, "fremmed");
    TestClient fremmed = server.loggedIn("fremmed");
    byte[] picture = TestPictures.halves("png", 40, 40);
    put(fremmed, "image/png", picture).expect(200);
    server.sql("update person set deleted_at = now() where id = '%s'".formatted(person));
    fremmed.get("/persons/" + person + "/picture").expect(404, "not.found");
    server.loggedIn("admin").get("/persons/" + person + "/picture").expect(404, "not.found");
    put(fremmed, "image/png", picture).expect(404, "not.found");
    server.sql("update person set deleted_at = null where id = '%s'".formatted(person));
  }

  @Test
  void participantOfOtherPlanIsNotFound() {
    TestClient koordinator = server.loggedIn("koordinator");
    TestPlan main = TestPlan.withConsentDaysLeft(koordinator, 210);
    TestPlan other = TestPlan.withExpiredConsent(koordinator);
    String elsewhere = other.ownParticipantId();
    koordinator
        .upload(
            "PUT",
            main.path("/participants/" + elsewhere + "/picture"),
            "image/png",
            TestPictures.halves("png", 40, 40))
        .expect(404, "not.found");
  }

  @Test
  void invalidPictureIsRejected() {
    byte[] executable = ("MZ" + "\0".repeat(300)).getBytes(StandardCharsets.ISO_8859_1);
    put(mor, "image/jpeg", executable).expect(422, "picture.invalid");
    put(mor, "image/png", TestPictures.halves("jpg", 20, 20)).expect(422, "picture.invalid");
    put(mor, "image/svg+xml", "<svg/>".getBytes(StandardCharsets.UTF_8)).expect(415);
    put(mor, "application/octet-stream", executable).expect(415);
    put(mor, "image/png", new byte[0]).expect(400);
  }

  @Test
  void tooLargeUploadIsRejected() {
    put(mor, "image/png", TestPictures.pngThatSays(30_000, 30_000))
        .expect(422, "picture.tooManyPixels");
    put(mor, "image/jpeg", new byte[2 * 1024 * 1024 + 1]).expect(413, "request.tooLarge");
  }
}
