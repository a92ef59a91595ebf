package no.samklang.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import no.samklang.TestClient;
import no.samklang.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors stand in URLs, in logs of proxies and in histories: they hold no name (LIST-3). */
class CursorIT {
  private final TestServer server = TestServer.shared();

  @DisplayName("LIST-3: a list sorted by a name is paged without the name in the URL")
  @ParameterizedTest
  @ValueSource(strings = {"owner", "-owner", "shortName", "type"})
  void cursorsHoldNoName(String sort) {
    TestClient coordinator = server.loggedIn("koordinator");
    String list = "/plans?closed=true&sort=" + sort;
    List<String> whole = ids(coordinator.get(list + "&limit=200").expect(200));
    List<String> paged = new ArrayList<>();
    String next = "";
    while (next != null) {
      TestClient.ClientAnswer page =
          coordinator.get(list + "&limit=1" + (next.isEmpty() ? "" : "&after=" + next)).expect(200);
      paged.addAll(ids(page));
      next = page.body().getString("next");
      if (next != null) {
        assertThat(decoded(next)).doesNotContain(names(page.item(0)));
      }
    }
    assertThat(whole).hasSizeGreaterThan(2);
    assertThat(paged).isEqualTo(whole);
  }

  @DisplayName("LIST-3: a row that is gone doesn't lose those after it; a forged cursor is refused")
  @ParameterizedTest
  @ValueSource(strings = {"owner", "-shortName"})
  void cursorOfMissingRow(String sort) {
    TestClient coordinator = server.loggedIn("koordinator");
    String list = "/plans?closed=true&sort=" + sort;
    List<String> whole = ids(coordinator.get(list + "&limit=200").expect(200));
    String gone = cursor("00000000-0000-4000-8000-000000000000" + "2");
    assertThat(ids(coordinator.get(list + "&after=" + gone).expect(200)))
        .isEqualTo(whole.subList(1, whole.size()));
    for (String place : List.of("", "0", "x", "1;", "99999999999")) {
      coordinator.get(list + "&after=" + cursor(whole.get(0) + place)).expect(422);
    }
  }

  private static List<String> ids(TestClient.ClientAnswer page) {
    return page.items().stream()
        .map(JsonObject.class::cast)
        .map(plan -> plan.getString("id"))
        .toList();
  }

  private static String[] names(JsonObject plan) {
    JsonObject owner = plan.getJsonObject("owner");
    return new String[] {
      owner.getString("firstName").toLowerCase(Locale.ROOT),
      owner.getString("lastName").toLowerCase(Locale.ROOT),
      plan.getString("shortName").toLowerCase(Locale.ROOT)
    };
  }

  private static String decoded(String cursor) {
    return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
        .toLowerCase(Locale.ROOT);
  }

  private static String cursor(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
