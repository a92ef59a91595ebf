package no.samklang.archive;

import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestPlan;

/** What the tests of archives have in common. */
@CanIgnoreReturnValue
final class ArchiveTests {
  static final JsonArray ALL =
      new JsonArray(
          List.of(
              "ABOUT",
              "REQUIRED_CONTENT",
              "GOALS",
              "SURVEY",
              "EMERGENCY",
              "SPECIALIST_PLANS",
              "CALENDAR",
              "MEETINGS",
              "PARTICIPANTS",
              "CONSENT",
              "DOCUMENTS",
              "LOG"));

  private ArchiveTests() {}

  static JsonObject whole() {
    return new JsonObject().put("parts", ALL).put("history", true).put("comments", true);
  }

  static ClientAnswer post(TestPlan plan, String key, JsonObject order) {
    return plan.client().header("Idempotency-Key", key).post(plan.path("/archive"), order);
  }

  /** Asks for an archive; returns its id. */
  static String order(TestPlan plan, JsonObject order) {
    return post(plan, UUID.randomUUID().toString(), order).expect(201).body().getString("id");
  }

  static JsonObject state(TestPlan plan, String id) {
    return plan.client().get(plan.path("/archive/" + id)).expect(200).body();
  }

  static JsonObject awaitState(TestPlan plan, String id, String wanted) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> state(plan, id).getString("state").equals(wanted));
    return state(plan, id);
  }

  static JsonObject awaitFailure(TestPlan plan, String id, String wanted) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> wanted.equals(state(plan, id).getString("failure")));
    return state(plan, id);
  }

  /** The files of a ZIP by their names. */
  static Map<String, byte[]> files(byte[] zip) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  static String text(byte[] file) {
    return new String(file, StandardCharsets.UTF_8);
  }
}
