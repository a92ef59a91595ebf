package no.samklang.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.samklang.notify.Notices.Channel;
import no.samklang.notify.Notices.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every text that leaves the service, in every language: nothing but the code and the address is
 * ever put into it (NOTIF-2), and an SMS is no longer than two.
 */
class NoticeTextsTest {
  private static final URI ADDRESS =
      URI.create("https://samarbeid.en-kommune-med-et-langt-navn.kommune.no/samklang");
  private static final String SECRET = "Abc-48-1516-xyZ!";
  // GSM 03.38: those that need no escape
  private static final Pattern GSM_7 =
      Pattern.compile(
          "[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,\\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*");
  private static final int TWO_SEGMENTS = 2 * 153;
  // a mailed password goes by mail alone
  private static final Set<String> NOT_BY = Set.of("NEW_PASSWORD.SMS");

  private final NoticeTexts texts = new NoticeTexts(ADDRESS);

  /** A template as it goes out by one channel in one language. */
  record Text(Locale language, Template template, Channel channel) {
    static Text[] all() {
      List<Text> all = new ArrayList<>();
      for (Locale language : NoticeTexts.LANGUAGES) {
        for (Template template : Template.values()) {
          Stream.of(Channel.values())
              .map(channel -> new Text(language, template, channel))
              .filter(text -> !NOT_BY.contains(text.key()))
              .forEach(all::add);
        }
      }
      return all.toArray(Text[]::new);
    }

    String key() {
      return template + "." + channel;
    }

    List<String> keys() {
      return channel == Channel.EMAIL ? List.of(template + ".subject", key()) : List.of(key());
    }

    String written(String key) {
      return NoticeTexts.load(language).getProperty(key);
    }
  }

  @ParameterizedTest
  @MethodSource("no.samklang.notify.NoticeTextsTest$Text#all")
  void isThereAndHasNoPlaceForContentOrNames(Text text) {
    for (String key : text.keys()) {
      assertThat(text.written(key)).as("%s", text).isNotBlank();
      boolean subject = key.endsWith(".subject");
      assertThat(new TextTemplate(text.written(key)).places())
          .as("the places of %s in %s", key, text.language())
          .containsExactlyInAnyOrderElementsOf(subject ? Set.of() : places(text));
    }
  }

  /** A code is for the page that asks for it; all else says where to log in. */
  private static Set<String> places(Text text) {
    return switch (text.template()) {
      case ONE_TIME_CODE -> Set.of("secret");
      case NEW_PASSWORD -> Set.of("secret", "url");
      case NEW_MESSAGE,
          NEW_PARTICIPANT,
          CONSENT_ENDS,
          CONSENT_REGISTERED,
          ACCESS_ENDS,
          BATON_ASKED,
          PLAN_GIVEN ->
          Set.of("url");
      case ADDRESS_CHANGED -> Set.of();
    };
  }

  @ParameterizedTest
  @MethodSource("no.samklang.notify.NoticeTextsTest$Text#all")
  void saysNothingButWhatIsWritten(Text text) {
    Notice notice = texts.notice(taken(text));
    String written = text.written(text.key());
    assertThat(notice.text())
        .isEqualTo(written.replace("{secret}", SECRET).replace("{url}", ADDRESS.toString()));
    assertThat(notice.subject())
        .isEqualTo(
            text.channel() == Channel.EMAIL ? text.written(text.template() + ".subject") : null);
  }

  @ParameterizedTest
  @MethodSource("no.samklang.notify.NoticeTextsTest$Text#all")
  void anSmsIsOneOrTwoInTheAlphabetOfPhones(Text text) {
    if (text.channel() == Channel.SMS) {
      String sent = texts.notice(taken(text)).text();
      assertThat(sent).matches(GSM_7).hasSizeLessThanOrEqualTo(TWO_SEGMENTS);
    }
  }

  @Test
  void allLanguagesHaveTheSameTextsAndNoOthers() {
    Set<String> wanted =
        Set.copyOf(Stream.of(Text.all()).flatMap(text -> text.keys().stream()).distinct().toList());
    for (Locale language : NoticeTexts.LANGUAGES) {
      Properties written = NoticeTexts.load(language);
      assertThat(written.stringPropertyNames())
          .as("%s", language)
          .containsExactlyInAnyOrderElementsOf(wanted);
    }
  }

  @Test
  void aSecretThatLooksLikeAPlaceIsNotFilled() {
    Text text = new Text(Locale.ENGLISH, Template.NEW_PASSWORD, Channel.EMAIL);
    assertThat(texts.notice(taken(text, "{url}")).text()).contains("{url}");
  }

  private static OutboxStore.Taken taken(Text text) {
    return taken(text, SECRET);
  }

  private static OutboxStore.Taken taken(Text text, String secret) {
    return new OutboxStore.Taken(
        UUID.randomUUID(),
        text.channel(),
        text.template(),
        text.language(),
        "x",
        true,
        Optional.of(secret),
        Optional.of(Instant.EPOCH),
        1);
  }
}
