package no.samklang.notification;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.gateway.TextTemplate;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.text.Languages;

/**
 * The texts of notices in the supported languages. Their only placeholders are a code or password,
 * for how long it is valid, the service's address, and what of a login was changed (NOTIF-2).
 */
final class NoticeTexts {
  /** By their tags. */
  static final List<Locale> LANGUAGES =
      Languages.packaged().all().stream().map(one -> Locale.forLanguageTag(one.tag())).toList();

  private static final Locale DEFAULT = LANGUAGES.get(0);

  private final Map<Locale, Properties> texts;
  private final String url;
  private final Optional<String> host;
  private final Duration codeLifetime;
  private final Duration passwordLifetime;

  /**
   * @param codeLifetime of a one-time code
   * @param passwordLifetime of a mailed password
   */
  NoticeTexts(URI publicUrl, Duration codeLifetime, Duration passwordLifetime) {
    this.codeLifetime = codeLifetime;
    this.passwordLifetime = passwordLifetime;
    this.texts =
        LANGUAGES.stream().collect(Collectors.toMap(Function.identity(), NoticeTexts::load));
    this.url = publicUrl.toString().replaceAll("/$", "");
    this.host = trustedHost(publicUrl);
  }

  Notice notice(OutboxRepository.ClaimedNotice claimed) {
    String key = claimed.template().name();
    String subject =
        claimed.channel() == NoticeChannel.EMAIL
            ? text(claimed.language(), key + ".subject")
            : null;
    String text = text(claimed.language(), key + "." + claimed.channel().name());
    return new Notice(
        claimed.to(),
        subject,
        new TextTemplate(text).fill(placeholder -> value(placeholder, claimed))
            + boundCode(claimed));
  }

  /**
   * The last line of an SMS with a code: binds it to this site, so that a phone offers it there and
   * nowhere else (WICG origin-bound one-time codes).
   */
  private String boundCode(OutboxRepository.ClaimedNotice claimed) {
    boolean isCodeBySms =
        claimed.template() == NoticeType.ONE_TIME_CODE && claimed.channel() == NoticeChannel.SMS;
    return isCodeBySms && host.isPresent()
        ? "\n\n@" + host.get() + " #" + claimed.secret().orElse("")
        : "";
  }

  /** The host of an origin that browsers trust, to which a code can be bound. */
  private static Optional<String> trustedHost(URI publicUrl) {
    boolean trusted =
        "https".equals(publicUrl.getScheme()) || "localhost".equals(publicUrl.getHost());
    return trusted ? Optional.ofNullable(publicUrl.getHost()) : Optional.empty();
  }

  private String value(String placeholder, OutboxRepository.ClaimedNotice claimed) {
    return switch (placeholder) {
      case "secret" -> claimed.secret().orElse("");
      case "url" -> url + page(claimed);
      case "what" -> changedDetails(claimed);
      case "codeLifetime" -> DurationText.of(codeLifetime, of(claimed.language()));
      case "passwordLifetime" -> DurationText.of(passwordLifetime, of(claimed.language()));
      default -> throw new IllegalStateException("No value for placeholder " + placeholder);
    };
  }

  /**
   * The page where the news is. The plan's id says nothing to others (NOTIF-2), and whoever follows
   * the link logs in first.
   */
  private static String page(OutboxRepository.ClaimedNotice claimed) {
    if (claimed.template() == NoticeType.ADDRESS_CHANGE_ASKED) {
      return "/stopp";
    }
    if (claimed.template() == NoticeType.EXPORT_READY) {
      return "/profil/mine-data";
    }
    if (claimed.template() == NoticeType.ARCHIVE_FAILED && claimed.plan().isEmpty()) {
      return "/virksomhet/arkiv";
    }
    return claimed.plan().map(plan -> "/planer/" + plan + part(claimed.template())).orElse("");
  }

  private static String part(NoticeType template) {
    return switch (template) {
      case NEW_MESSAGE -> "/meldinger";
      case NEW_GOAL, NEW_COMMENT, EVALUATION_DUE -> "/mal";
      case NEW_EVENT, EVENT_REMINDER -> "/kalender";
      case MEETING_SUMMONS, MEETING_CHANGED -> "/moter";
      case NEW_PARTICIPANT, ACCESS_ENDS, SERVICE_PERSON_CHANGED -> "/deltakere";
      case CONSENT_ENDS, CONSENT_REGISTERED, AUTHORITY_CHANGED -> "/samtykke";
      case ARCHIVE_FAILED -> "/arkiv";
      case PLAN_ENDS, PLAN_ENDED -> "/administrer";
      case BATON_ASKED,
          PLAN_GIVEN,
          PLAN_QUIET,
          ONE_TIME_CODE,
          NEW_PASSWORD,
          ADDRESS_CHANGED,
          ADDRESS_CHANGE_ASKED,
          LOGIN_LOCKED,
          DIGEST,
          EXPORT_READY,
          TEST ->
          "";
    };
  }

  /** The names of what was changed; the notice carries their keys where others carry a code. */
  private String changedDetails(OutboxRepository.ClaimedNotice claimed) {
    return claimed
        .secret()
        .map(keys -> Arrays.stream(keys.split(",")))
        .orElseGet(() -> Stream.of("OTHER"))
        .map(key -> text(claimed.language(), "what." + key))
        .collect(Collectors.joining(", "));
  }

  private String text(Locale language, String key) {
    String text = of(language).getProperty(key);
    if (text == null) {
      throw new IllegalStateException("No text for " + key + " in " + language);
    }
    return text;
  }

  /** Those of the default language for one that isn't there any more. */
  private Properties of(Locale language) {
    return texts.getOrDefault(language, texts.get(DEFAULT));
  }

  /** The texts of a language, with placeholders. */
  static Properties load(Locale language) {
    Properties properties = new Properties();
    try (Reader reader =
        new InputStreamReader(
            NoticeTexts.class
                .getClassLoader()
                .getResourceAsStream("notices/" + language.toLanguageTag() + ".properties"),
            StandardCharsets.UTF_8)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
