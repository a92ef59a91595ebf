package no.samklang.notification;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.VertxException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import no.samklang.config.Secret;
import no.samklang.config.SettingsException;
import no.samklang.config.SmsSettings;
import no.samklang.contact.MobileNumber;
import no.samklang.gateway.DescriptionParser;
import no.samklang.gateway.TextTemplate;
import no.samklang.notification.SmsGatewayConfig.AnswerRules;

/** A configured SMS gateway: creates requests from notices, and evaluates the responses. */
@CheckReturnValue
final class SmsGateway {
  private static final String SETTING = "sms.gateway";
  private static final Set<String> NOTICE_PLACEHOLDERS = Set.of("to", "text");
  // parsed as every number is, so that the phone number library is loaded before the first SMS
  private static final Notice SAMPLE =
      new Notice(MobileNumber.parse("99999999").orElseThrow().e164(), null, "Samklang");

  private final SmsGatewayConfig config;
  private final String sender;
  private final Map<String, Secret> values;

  /**
   * Creates a gateway and validates its description and values.
   *
   * @throws SettingsException for {@code sms.gateway}, or for the missing value
   */
  static SmsGateway of(SmsSettings sms) {
    String text = sms.gatewayDescription().orElseThrow();
    SmsGateway gateway =
        new SmsGateway(
            DescriptionParser.parse(text, SmsGatewayConfig.class, SETTING),
            sms.sender(),
            sms.values());
    gateway.validatePlaceholders();
    gateway.validateSampleRequest();
    return gateway;
  }

  private SmsGateway(SmsGatewayConfig config, String sender, Map<String, Secret> values) {
    this.config = config;
    this.sender = sender;
    this.values = values;
  }

  /** Creates the request that sends the notice. */
  SmsGatewayRequest request(Notice notice) {
    return SmsGatewayRequest.of(config, placeholderValues(notice));
  }

  /** Completes when the response means sent; fails with {@link SendFailure} otherwise. */
  Completable evaluate(SmsGatewayResponse response) {
    AnswerRules rules = config.answers();
    String reason = "sms " + response.status();
    if (rules.retry().matches(response.status(), response.body())) {
      return Completable.error(SendFailure.transientFailure(reason, response.retryAfter()));
    }
    if (rules.never().matches(response.status(), response.body())) {
      return Completable.error(SendFailure.permanent(reason));
    }
    return rules.sent().matches(response.status(), response.body())
        ? Completable.complete()
        : Completable.error(SendFailure.channelDown(reason, response.retryAfter()));
  }

  private void validatePlaceholders() {
    Set<String> placeholders =
        config
            .templates()
            .flatMap(TextTemplate::placeholders)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!placeholders.containsAll(NOTICE_PLACEHOLDERS)) {
      throw DescriptionParser.invalid(SETTING, "must have both {to} and {text}");
    }
    if (config.headers().values().stream()
        .flatMap(TextTemplate::placeholders)
        .anyMatch(NOTICE_PLACEHOLDERS::contains)) {
      throw DescriptionParser.invalid(SETTING, "can't have {to} or {text} in a header");
    }
    placeholders.stream()
        .filter(placeholder -> value(placeholder, SAMPLE).isEmpty())
        .forEach(SmsGateway::failMissing);
  }

  /** Creates one request without sending it, so that an invalid URL or header fails the start. */
  private void validateSampleRequest() {
    try {
      requireNonNull(request(SAMPLE));
    } catch (IllegalArgumentException | VertxException e) {
      // Without the cause: it quotes the placeholder's value.
      throw DescriptionParser.invalid(
          SETTING,
          "makes no request: its url must be an http:// or https:// address"
              + " and a header can't hold a line break");
    }
  }

  private static void failMissing(String placeholder) {
    throw new SettingsException(
        "sms.values." + placeholder, "missing; the gateway's description asks for it");
  }

  private UnaryOperator<String> placeholderValues(Notice notice) {
    return placeholder -> value(placeholder, notice);
  }

  private String value(String placeholder, Notice notice) {
    return switch (placeholder) {
      case "to" -> notice.to();
      case "text" -> notice.text();
      case "sender" -> sender;
      default -> values.containsKey(placeholder) ? values.get(placeholder).reveal() : "";
    };
  }
}
