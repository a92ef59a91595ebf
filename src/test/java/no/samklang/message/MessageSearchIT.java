package no.samklang.message;

import static no.samklang.TestPlan.draft;
import static no.samklang.TestPlan.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;
import no.samklang.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Search in one's own messages, by the stems of Norwegian words (MSG-6). */
class MessageSearchIT {
  private static TestServer server;
  private static TestPlan owner;
  private static TestPlan doctor;
  private static TestPlan mother;
  private static String doctorId;

  @BeforeAll
  static void open() {
    server = TestServer.shared();
    owner = TestPlan.withConsentDaysLeft(server.loggedIn("planeier"), 210);
    doctor = owner.as(server.loggedIn("lege"));
    mother = owner.as(server.loggedIn("mor"));
    doctorId = doctor.ownParticipantId();
    send("Kanelbollene", "Vi bakte kanelboller i går, og jentene fra klassen hjalp til.");
    send("Hestane", "Eg likte hestane på garden, og jentene som rei dei.");
  }

  private static void send(String subject, String body) {
    JsonObject content = message(subject, doctorId).put("body", body);
    owner.client().post(owner.path("/messages"), content).expect(201);
  }

  private static ClientAnswer search(TestPlan reader, Object... criteria) {
    return reader.client().search(reader.path("/messages"), criteria);
  }

  private static List<String> subjects(TestPlan reader, String words) {
    return search(reader, "q", words).expect(200).items().stream()
        .map(hit -> ((JsonObject) hit).getJsonObject("message").getString("subject"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "kanelbolle, Kanelbollene",
    "kanelbollen, Kanelbollene",
    "KANELBOLLAR, Kanelbollene",
    "kanel, Kanelbollene",
    "bakte, Kanelbollene",
    "hest, Hestane",
    "hester, Hestane",
    "hestar, Hestane",
    "garden, Hestane",
    "'\"likte hestane\"', Hestane",
    "jente garden, Hestane"
  })
  void findsFormsOfWordsInBothWrittenLanguages(String words, String subject) {
    assertThat(subjects(owner, words)).containsExactly(subject);
    assertThat(subjects(doctor, words)).containsExactly(subject);
  }

  @Test
  void findsOnlyOnesOwnMessages() {
    assertThat(subjects(mother, "kanelbolle")).isEmpty();
    TestPlan coordinator = owner.as(server.loggedIn("koordinator"));
    assertThat(subjects(coordinator, "kanelbolle")).isEmpty();
    JsonObject content = draft("Utkast om pepperkaker").put("body", "Pepperkaker");
    String id =
        owner.client().post(owner.path("/messages"), content).expect(201).body().getString("id");
    assertThat(subjects(owner, "pepperkake")).containsExactly("Utkast om pepperkaker");
    assertThat(subjects(doctor, "pepperkake")).isEmpty();
    owner.client().delete(owner.path("/messages/" + id)).expect(204);
    assertThat(subjects(owner, "pepperkake")).isEmpty();
  }

  @Test
  void aHitShowsItsSurroundingsAndIsNotRead() {
    int unread = doctor.unread();
    JsonObject hit = search(doctor, "q", "kanelbolle").expect(200).item(0);
    List<JsonObject> parts =
        hit.getJsonArray("excerpt").stream().map(JsonObject.class::cast).toList();
    assertThat(parts).filteredOn(part -> part.getBoolean("hit")).hasSize(1);
    assertThat(parts.stream().map(part -> part.getString("text")).collect(Collectors.joining()))
        .contains("bakte kanelboller i går, og jentene");
    assertThat(hit.getJsonObject("message").getString("readAt")).isNull();
    assertThat(doctor.unread()).isEqualTo(unread);
  }

  @ParameterizedTest
  @CsvSource({
    "'Dette blir ', marsipan, ' til alle'",
    "'Takk for ', sjokolade, '. Hilsen'",
  })
  void anExcerptOfAWholeTextIsNotCut(String before, String word, String after) {
    assertThat(excerptOfDraft("\n" + before + word + after + "!\n", word))
        .isEqualTo(before + word + after);
  }

  @Test
  void anExcerptSaysWhereItIsCut() {
    String words = "turen ".repeat(60);
    assertThat(excerptOfDraft(words + "nougat " + words, "nougat"))
        .startsWith("… turen")
        .contains("nougat")
        .endsWith("turen …");
    assertThat(excerptOfDraft("krokan " + words, "krokan"))
        .startsWith("krokan")
        .endsWith("turen …");
    assertThat(excerptOfDraft(words + "karamell.", "karamell"))
        .startsWith("… turen")
        .containsPattern("karamell\\.?$");
  }

  private static String excerptOfDraft(String body, String word) {
    JsonObject content = draft("Utkast").put("body", body);
    owner.client().post(owner.path("/messages"), content).expect(201);
    return search(owner, "q", word).expect(200).item(0).getJsonArray("excerpt").stream()
        .map(part -> ((JsonObject) part).getString("text"))
        .collect(Collectors.joining());
  }

  @Test
  void isPaged() {
    JsonObject first = search(owner, "q", "jente", "limit", 1).expect(200).body();
    assertThat(first.getInteger("total")).isEqualTo(2);
    ClientAnswer second = search(owner, "q", "jente", "limit", 1, "after", first.getString("next"));
    assertThat(second.expect(200).item(0).encode()).contains("Kanelbollene");
  }

  @Test
  void whatCannotBeSearchedForIsEmptyOrSaid() {
    for (String words : List.of("og", "'", "a & | ! :*", "\\", "<->", "(", "\"")) {
      assertThat(search(owner, "q", words).expect(200).items()).isNotNull();
    }
    search(owner, "q", " ").expect(422, "request.invalid");
    search(owner, "q", "x".repeat(201)).expect(422, "request.invalid");
    search(owner, "q", "jente", "sort", "subject").expect(422, "request.invalid");
  }
}
