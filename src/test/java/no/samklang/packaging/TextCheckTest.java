package no.samklang.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import no.samklang.text.Language;
import no.samklang.text.Languages;
import no.samklang.text.TextFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broken language file stops the build; a further language is its files (LANG-1). */
class TextCheckTest {
  @TempDir private Path webroot;
  private Path texts;

  @BeforeEach
  void write() throws IOException {
    texts = Files.createDirectories(webroot.resolve("core/texts"));
    Files.writeString(
        texts.resolve("nb.json"),
        """
        {"language": {"name": "Bokmål", "locale": "nb-NO"},
         "a": {"hello": "Hei, {name}", "long": ["En {x}", "linje"], "found": {"one": "{n} plan", "other": "{n} planer"}}}""");
  }

  private void writeSami(String texts) throws IOException {
    Files.writeString(
        this.texts.resolve("se.json"),
        "{\"language\": {\"name\": \"Davvisámegiella\", \"locale\": \"se-NO\"}, \"a\": {"
            + texts
            + "}}");
  }

  @Test
  void aLanguageIsItsFiles() throws IOException {
    writeSami(
        "\"hello\": \"Bures, {name}\", \"found\": {\"one\": \"{n} a\", \"two\": \"{n} b\", \"other\": \"{n} c\"}");
    Files.writeString(texts.resolve("en.json"), "{\"a\": {}}"); // doesn't name itself: not offered
    Languages languages = TextFiles.languages(webroot);
    assertThat(languages.all()).extracting(Language::tag).containsExactly("nb", "se");
    assertThat(TextCheck.faults(webroot, languages)).isEmpty();
    assertThat(TextFiles.texts(texts, "se").at("/a/hello").asText()).isEqualTo("Bures, {name}");
    assertThat(TextFiles.texts(texts, "se").at("/a/found/two").asText()).isEqualTo("{n} b");
    // not translated yet
    assertThat(TextFiles.texts(texts, "se").at("/a/long/1").asText()).isEqualTo("linje");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"hello\": \"Bures, {namma}\" | a.hello has [namma], not [name]",
        "\"hello\": \"Bures\" | a.hello has [], not [name]",
        "\"hello\": \"Bures, {name\" | a.hello has a broken placeholder",
        "\"hello\": \"Bures, {na me} {name}\" | a.hello has a broken placeholder",
        "\"hello\": {\"x\": \"{name}\"} | a.hello isn't of the same kind",
        "\"found\": \"{n} plána\" | a.found isn't of the same kind",
        "\"found\": {\"other\": \"{n} plána\"} | a.found has the forms [other], not [one, other]",
        "\"nothing\": \"x\" | a.nothing isn't a text of nb"
      })
  void aBrokenTextStopsTheBuild(String text, String fault) throws IOException {
    writeSami(text);
    assertThatThrownBy(() -> TextCheck.require(webroot, TextFiles.languages(webroot)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("se.json: " + fault);
  }
}
