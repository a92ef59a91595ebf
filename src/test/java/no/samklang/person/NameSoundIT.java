package no.samklang.person;

import static org.assertj.core.api.Assertions.assertThat;

import no.samklang.TestServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How names sound and when two are alike (PERSON-3): {@code name_sound} and {@code alike}. */
class NameSoundIT {
  private final TestServer server = TestServer.shared();

  private String sound(String name) {
    return server.value("select name_sound('%s')".formatted(name.replace("'", "''")));
  }

  private boolean alike(String name, String other) {
    return "t"
        .equals(server.value("select alike('%s', '%s')".formatted(sound(name), sound(other))));
  }

  @ParameterizedTest
  @CsvSource({
    "Aas, Ås",
    "Boe, Bø",
    "Bøe, Bø",
    "Moe, Mo",
    "Aase, Åse",
    "Haakon, Håkon",
    "Bjoern, Bjørn",
    "Christopher, Kristoffer",
    "Cristofer, Kristoffer",
    "Sophie, Sofie",
    "Michael, Mikael",
    "Zacharias, Sakarias",
    "Elizabeth, Elisabeth",
    "Alexander, Aleksander",
    "Cathrine, Katrine",
    "Wibecke, Vibeke",
    "Øivind, Øyvind",
    "Thor, Tor",
    "Hannah, Hanna",
    "Hjalmar, Jalmar",
    "Hvidsten, Vidsten",
    "Dahl, Dal",
    "Meyer, Mejer",
    "Gustaf, Gustav",
    "Kjetil, Ketil",
    "Schjelderup, Skjelderup",
    "Quist, Kvist",
    "Hanssen, Hansen",
    "Nordman, Nordmann",
    "Cecilie, Sesilie",
    "Fritz, Frits",
    "O'Brien, OBrien",
    "O\"Brien, O’Brien",
    "MÁRIT, Marit",
    "A\u030Ase, Åse"
  })
  void spellingsOfANameSoundTheSame(String written, String other) {
    assertThat(sound(written)).isEqualTo(sound(other)).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "Bø, By",
    "Per, Pål",
    "Ola, Ole",
    "Hans, Jens",
    "Linda, Lina",
    "Pedersen, Pettersen",
    "Finn, Vin",
    "Jens, Ins",
    "Li, Lo",
    "Marit, Berit",
    "Å, Ø",
    "Emil, Emilie"
  })
  void otherNamesDoNot(String name, String other) {
    assertThat(sound(name)).isNotEqualTo(sound(other));
  }

  @ParameterizedTest
  @CsvSource({
    "Anne-Marie Berg-Hansen, Anne Marie Berg Hansen",
    "Annemarie Berg, Anne Marie Berg",
    "Nguyen Van, Van Nguyen",
    "Per\u00a0Arne Dal, Per  Arne Dal",
    "Per\u00adArne Dal, PerArne Dal",
    "Kari Anne Lie, Kari Lie",
    "Å Berg, Berg Å"
  })
  void namesOfOnePersonAreAlike(String name, String other) {
    assertThat(alike(name, other)).isTrue();
    assertThat(alike(other, name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Emil Berg, Emilie Berg",
    "Kari Lie, Kari Dal",
    "Kari Lie, Lie",
    "Nora Eksempel, Noah Eksempel"
  })
  void namesOfTwoPersonsAreNot(String name, String other) {
    assertThat(alike(name, other)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "''", "  ", "1234", "%_\\"})
  void whatHasNoLetterHasNoSound(String name) {
    assertThat(sound(name)).isBlank();
  }
}
