package no.samklang.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.gateway.TextTemplate;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notification.Notices.LoginDetail;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.notification.Notices.NoticeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All notice texts in all languages: the only placeholders are code, password and address
 * (NOTIF-2), and an SMS has at most two segments.
 */
class NoticeTextsTest {
  private static final URI ADDRESS =
      URI.create("https://samarbeid.en-kommune-med-et-langt-navn.kommune.no/samklang");
  private static final PlanId PLAN =
      new PlanId(UUID.fromString("0199f223-0f7e-7d5e-ab59-78961f0e3e0f"));
  private static final String SECRET = "Abc-48-1516-xyZ!";
  // GSM 03.38 without the extension table
  private static final Pattern GSM_7 =
      Pattern.compile(
          "[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,\\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*");
  private static final int TWO_SEGMENTS = 2 * 153;
  // passwords are sent by e-mail only
  private static final Set<String> EXCLUDED = Set.of("NEW_PASSWORD.SMS");

  private static final Duration CODE = Duration.ofMinutes(10);
  private static final Duration PASSWORD = Duration.ofHours(1);

  private final NoticeTexts texts = new NoticeTexts(ADDRESS, CODE, PASSWORD);

  /** A notice type in one channel and language. */
  record RenderedText(Locale language, NoticeType template, NoticeChannel channel) {
    static RenderedText[] all() {
      List<RenderedText> all = new ArrayList<>();
      for (Locale language : NoticeTexts.LANGUAGES) {
        for (NoticeType template : NoticeType.values()) {
          Stream.of(NoticeChannel.values())
              .map(channel -> new RenderedText(language, template, channel))
              .filter(text -> !EXCLUDED.contains(text.key()))
              .forEach(all::add);
        }
      }
      return all.toArray(RenderedText[]::new);
    }

    String key() {
      return template + "." + channel;
    }

    List<String> keys() {
      return channel == NoticeChannel.EMAIL
          ? List.of(template + ".subject", key())
          : List.of(key());
    }

    /** The page that the notice's address leads to. */
    String page() {
      String plan = "/planer/" + PLAN;
      return switch (template) {
        case NEW_MESSAGE -> plan + "/meldinger";
        case ARCHIVE_FAILED -> plan + "/arkiv";
        case PLAN_ENDS, PLAN_ENDED -> plan + "/administrer";
        case NEW_PARTICIPANT, ACCESS_ENDS, SERVICE_PERSON_CHANGED -> plan + "/deltakere";
        case NEW_GOAL, NEW_COMMENT, EVALUATION_DUE -> plan + "/mal";
        case NEW_EVENT, EVENT_REMINDER -> plan + "/kalender";
        case MEETING_SUMMONS, MEETING_CHANGED -> plan + "/moter";
        case CONSENT_ENDS, CONSENT_REGISTERED, AUTHORITY_CHANGED -> plan + "/samtykke";
        case BATON_ASKED, PLAN_GIVEN, PLAN_QUIET, DIGEST -> plan; // a digest has none, nor a part
        case ADDRESS_CHANGE_ASKED -> "/stopp";
        case EXPORT_READY -> "/profil/mine-data";
        case ONE_TIME_CODE, NEW_PASSWORD, ADDRESS_CHANGED, LOGIN_LOCKED, TEST -> "";
      };
    }

    /** Everything of a login that can be changed. */
    String details() {
      return Stream.of(LoginDetail.values())
          .map(detail -> source("what." + detail))
          .collect(Collectors.joining(", "));
    }

    String source(String key) {
      return texts().getProperty(key);
    }

    Properties texts() {
      return NoticeTexts.load(language);
    }
  }

  @ParameterizedTest
  @MethodSource("no.samklang.notification.NoticeTextsTest$RenderedText#all")
  void existsWithAllowedPlaceholdersOnly(RenderedText text) {
    for (String key : text.keys()) {
      assertThat(text.source(key)).as("%s", text).isNotBlank();
      boolean subject = key.endsWith(".subject");
      assertThat(new TextTemplate(text.source(key)).placeholders())
          .as("placeholders of %s in %s", key, text.language())
          .containsExactlyInAnyOrderElementsOf(subject ? Set.of() : allowedPlaceholders(text));
    }
  }

  /** Codes are entered in an open page; other notices hold the login address. */
  private static Set<String> allowedPlaceholders(RenderedText text) {
    return switch (text.template()) {
      case ONE_TIME_CODE -> Set.of("secret", "codeLifetime");
      case NEW_PASSWORD -> Set.of("secret", "url", "passwordLifetime");
      case NEW_MESSAGE,
          NEW_GOAL,
          NEW_COMMENT,
          NEW_EVENT,
          EVENT_REMINDER,
          MEETING_SUMMONS,
          MEETING_CHANGED,
          EVALUATION_DUE,
          NEW_PARTICIPANT,
          CONSENT_ENDS,
          PLAN_QUIET,
          CONSENT_REGISTERED,
          ACCESS_ENDS,
          BATON_ASKED,
          PLAN_GIVEN,
          PLAN_ENDS,
          PLAN_ENDED,
          SERVICE_PERSON_CHANGED,
          AUTHORITY_CHANGED,
          DIGEST,
          EXPORT_READY,
          ARCHIVE_FAILED ->
          Set.of("url");
      case ADDRESS_CHANGED -> Set.of("what");
      case ADDRESS_CHANGE_ASKED -> Set.of("url", "secret");
      case LOGIN_LOCKED, TEST -> Set.of();
    };
  }

  @ParameterizedTest
  @MethodSource("no.samklang.notification.NoticeTextsTest$RenderedText#all")
  void fillsPlaceholdersOnly(RenderedText text) {
    Notice notice = texts.notice(claimed(text));
    String source = text.source(text.key());
    boolean bound =
        text.template() == NoticeType.ONE_TIME_CODE && text.channel() == NoticeChannel.SMS;
    assertThat(notice.text())
        .isEqualTo(
            (bound ? source + "\n\n@" + ADDRESS.getHost() + " #{secret}" : source)
                .replace("{secret}", SECRET)
                .replace("{url}", ADDRESS + text.page())
                .replace("{codeLifetime}", DurationText.of(CODE, text.texts()))
                .replace("{passwordLifetime}", DurationText.of(PASSWORD, text.texts()))
                .replace("{what}", text.details()));
    assertThat(notice.subject())
        .isEqualTo(
            text.channel() == NoticeChannel.EMAIL
                ? text.source(text.template() + ".subject")
                : null);
  }

  @ParameterizedTest
  @MethodSource("no.samklang.notification.NoticeTextsTest$RenderedText#all")
  void smsFitsTwoGsmSegments(RenderedText text) {
    if (text.channel() == NoticeChannel.SMS) {
      String sent = texts.notice(claimed(text)).text();
      assertThat(sent).matches(GSM_7).hasSizeLessThanOrEqualTo(TWO_SEGMENTS);
    }
  }

  @Test
  void languagesHaveTheSameKeys() {
    Set<String> wanted =
        Set.copyOf(
            Stream.concat(
                    Stream.of(RenderedText.all()).flatMap(text -> text.keys().stream()),
                    Stream.concat(
                        Stream.concat(Stream.of(LoginDetail.values()), Stream.of("OTHER"))
                            .map(detail -> "what." + detail),
                        Stream.of("hours", "minutes", "seconds")
                            .flatMap(unit -> Stream.of(unit + ".one", unit + ".other"))))
                .distinct()
                .toList());
    for (Locale language : NoticeTexts.LANGUAGES) {
      Properties source = NoticeTexts.load(language);
      assertThat(source.stringPropertyNames())
          .as("%s", language)
          .containsExactlyInAnyOrderElementsOf(wanted);
    }
  }

  /** Browsers bind a code to a secure origin only; on others the line would be noise. */
  @ParameterizedTest
  @CsvSource({
    "https://plan.kommune.no:8443/x, @plan.kommune.no #48",
    "http://localhost:8080, @localhost #48",
    "http://plan.kommune.no,",
  })
  void codeIsBoundToTheSite(URI address, String lastLine) {
    RenderedText sms =
        new RenderedText(Locale.ENGLISH, NoticeType.ONE_TIME_CODE, NoticeChannel.SMS);
    String text = new NoticeTexts(address, CODE, PASSWORD).notice(claimed(sms, "48")).text();
    if (lastLine == null) {
      assertThat(text).doesNotContain("@");
    } else {
      assertThat(text).endsWith("\n\n" + lastLine);
    }
  }

  /** The texts say what the settings say. */
  @ParameterizedTest
  @CsvSource({
    "PT10M, 10 minutter",
    "PT1M, ett minutt",
    "PT1H, én time",
    "PT2H, 2 timer",
    "PT90M, 90 minutter",
    "PT45S, 45 sekunder",
    "PT24H, 24 timer"
  })
  void lifetimesFollowTheSettings(Duration lifetime, String words) {
    RenderedText code =
        new RenderedText(
            Locale.forLanguageTag("nb"), NoticeType.ONE_TIME_CODE, NoticeChannel.EMAIL);
    NoticeTexts withLifetime = new NoticeTexts(ADDRESS, lifetime, lifetime);
    assertThat(withLifetime.notice(claimed(code)).text()).contains("gjelder i " + words + " og");
  }

  @Test
  void placeholderInSecretIsNotFilled() {
    RenderedText text =
        new RenderedText(Locale.ENGLISH, NoticeType.NEW_PASSWORD, NoticeChannel.EMAIL);
    assertThat(texts.notice(claimed(text, "{url}")).text()).contains("{url}");
  }

  private static OutboxRepository.ClaimedNotice claimed(RenderedText text) {
    return claimed(text, text.template() == NoticeType.ADDRESS_CHANGED ? allDetails() : SECRET);
  }

  private static String allDetails() {
    return Stream.of(LoginDetail.values()).map(Enum::name).collect(Collectors.joining(","));
  }

  private static OutboxRepository.ClaimedNotice claimed(RenderedText text, String secret) {
    return new OutboxRepository.ClaimedNotice(
        UUID.randomUUID(),
        new PersonId(UUID.randomUUID()),
        text.channel(),
        text.template(),
        text.language(),
        "x",
        text.template().isSecret() ? Optional.empty() : Optional.of(PLAN),
        true,
        Optional.of(secret),
        Optional.of(Instant.EPOCH),
        1,
        Optional.empty());
  }
}
