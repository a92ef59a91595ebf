package no.samklang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import no.samklang.TestClient;
import no.samklang.TestClient.ClientAnswer;
import no.samklang.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages in the reader's language: as chosen, as the browser prefers, or Bokmål (LANG-1). */
class LanguageIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern SCRIPT = Pattern.compile("<script type=\"module\" src=\"([^\"]+)\"");
  private static final Pattern STYLE =
      Pattern.compile("<link rel=\"stylesheet\" href=\"([^\"]+)\"");

  private final TestServer server = TestServer.shared();

  @AfterEach
  void reset() {
    server.sql("update person set language = 'nb' where language <> 'nb'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-                                     | -    | nb",
        "nn-NO,nn;q=0.9,en;q=0.5               | -    | nn",
        "no,en;q=0.5                           | -    | nb",
        "en-GB,en;q=0.9,nb;q=0.1               | -    | en",
        "ti,ar;q=0.5                           | -    | nb",
        "en                                    | nn   | nn",
        "en                                    | xx   | en",
        "en                                    | ../  | en",
        ";;q=                                  | -    | nb"
      })
  void thePageIsInTheReadersLanguage(String accepted, String chosen, String language)
      throws IOException, InterruptedException {
    HttpResponse<String> page = page(accepted, chosen);
    assertThat(page.body()).contains("<html lang=\"" + language + "\"");
    assertThat(page.headers().firstValue("Content-Language")).contains(language);
    assertThat(page.headers().allValues("Vary")).containsExactly("Cookie, Accept-Language");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
  }

  @Test
  void eachLanguageHasItsScriptsAndTheSameStyles() throws IOException, InterruptedException {
    String bokmaal = page("nb", "-").body();
    String nynorsk = page("nn", "-").body();
    assertThat(found(SCRIPT, nynorsk)).isNotEqualTo(found(SCRIPT, bokmaal));
    assertThat(found(STYLE, nynorsk)).isEqualTo(found(STYLE, bokmaal));
    assertThat(bokmaal).contains("Samklang trenger JavaScript");
    assertThat(nynorsk).contains("Samklang treng JavaScript").doesNotContain("{index.");
    assertThat(nynorsk).contains("data-languages=\"nb Bokmål,nn Nynorsk,en English\"");
  }

  @Test
  void whoIsNotLoggedInChoosesForTheBrowser() {
    TestClient anyone = server.client();
    ClientAnswer chosen = anyone.put("/language", language("en")).expect(204);
    assertThat(languageCookie(chosen))
        .startsWith("samklang_language=en;")
        .contains("Path=/", "HTTPOnly", "Secure", "SameSite=Lax", "Max-Age=31536000");
    anyone.put("/language", language("xx")).expect(422, "request.invalid");
    anyone.put("/language", language("../nb")).expect(422, "request.invalid");
  }

  @Test
  void theLanguageGoesAlongToTheNextLogin() {
    TestClient mother = server.loggedIn("mor");
    JsonObject preferences = mother.get("/me/preferences").expect(200).body();
    assertThat(preferences.getString("language")).isEqualTo("nb");
    ClientAnswer changed =
        mother.put("/me/preferences", preferences.put("language", "nn")).expect(200);
    assertThat(languageCookie(changed)).startsWith("samklang_language=nn;");
    assertThat(mother.get("/me").body().getString("language")).isEqualTo("nn");
    ClientAnswer login = server.client().completeLogin("mor", TestClient.PASSWORD).expect(200);
    assertThat(languageCookie(login)).startsWith("samklang_language=nn;");
    mother.put("/me/preferences", preferences.put("language", "xx")).expect(422, "request.invalid");
  }

  private static JsonObject language(String tag) {
    return new JsonObject().put("language", tag);
  }

  private static String languageCookie(ClientAnswer answer) {
    List<String> cookies = answer.response().headers().allValues("Set-Cookie");
    return cookies.stream()
        .filter(cookie -> cookie.startsWith("samklang_language="))
        .findFirst()
        .orElse("none of " + cookies);
  }

  private static String found(Pattern pattern, String html) {
    return pattern.matcher(html).results().map(result -> result.group(1)).findFirst().orElseThrow();
  }

  private HttpResponse<String> page(String accepted, String chosen)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + "/logg-inn"))
            .header("Accept", "text/html");
    if (!accepted.equals("-")) {
      request.header("Accept-Language", accepted);
    }
    if (!chosen.equals("-")) {
      request.header("Cookie", "samklang_language=" + chosen);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
