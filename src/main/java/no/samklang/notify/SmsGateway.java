package no.samklang.notify;

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
import no.samklang.config.Settings;
import no.samklang.config.SettingsException;
import no.samklang.contact.MobileNumber;
import no.samklang.notify.SmsGatewayConfig.Answers;

/**
 * A gateway with the values that its description asks for: makes requests of notices, and judges
 * the answers.
 */
@CheckReturnValue
final class SmsGateway {
  private static final Set<String> OF_THE_NOTICE = Set.of("to", "text");
  // read as every number is, so that what reading needs is there before the first SMS
  private static final Notice SAMPLE =
      new Notice(MobileNumber.parse("99999999").orElseThrow().e164(), null, "Samklang");

  private final SmsGatewayConfig description;
  private final String sender;
  private final Map<String, Secret> values;

  /**
   * A gateway that can make requests.
   *
   * @throws SettingsException for {@code sms.gateway} or the value that is missing
   */
  static SmsGateway of(Settings.Sms sms) {
    String text = sms.gatewayDescription().orElseThrow();
    SmsGateway gateway =
        new SmsGateway(SmsGatewayConfigParser.parse(text), sms.sender(), sms.values());
    gateway.checkPlaces();
    gateway.checkRequest();
    return gateway;
  }

  private SmsGateway(SmsGatewayConfig description, String sender, Map<String, Secret> values) {
    this.description = description;
    this.sender = sender;
    this.values = values;
  }

  /** The request that sends the notice. */
  SmsGatewayRequest request(Notice notice) {
    return SmsGatewayRequest.of(description, filling(notice));
  }

  /** Completes when the response means sent, fails when it means anything else. */
  Completable judge(SmsGatewayResponse response) {
    Answers answers = description.answers();
    String reason = "sms " + response.status();
    if (answers.retry().fits(response.status(), response.body())) {
      return Completable.error(SendFailure.notNow(reason, response.retryAfter()));
    }
    if (answers.never().fits(response.status(), response.body())) {
      return Completable.error(SendFailure.forGood(reason));
    }
    return answers.sent().fits(response.status(), response.body())
        ? Completable.complete()
        : Completable.error(SendFailure.passing(reason, response.retryAfter()));
  }

  private void checkPlaces() {
    Set<String> places =
        description
            .templates()
            .flatMap(TextTemplate::places)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!places.containsAll(OF_THE_NOTICE)) {
      throw SmsGatewayConfigParser.refused("must have both {to} and {text}");
    }
    if (description.headers().values().stream()
        .flatMap(TextTemplate::places)
        .anyMatch(OF_THE_NOTICE::contains)) {
      throw SmsGatewayConfigParser.refused("can't have {to} or {text} in a header");
    }
    places.stream().filter(place -> value(place, SAMPLE).isEmpty()).forEach(SmsGateway::missing);
  }

  /** Makes one request, sent nowhere, so that a bad address or header shows at the start. */
  private void checkRequest() {
    try {
      requireNonNull(request(SAMPLE));
    } catch (IllegalArgumentException | VertxException e) {
      // Without the cause: it quotes the value that was put in.
      throw SmsGatewayConfigParser.refused(
          "makes no request: its url must be an http:// or https:// address"
              + " and a header can't hold a line break");
    }
  }

  private static void missing(String place) {
    throw new SettingsException(
        "sms.values." + place, "missing; the gateway's description asks for it");
  }

  private UnaryOperator<String> filling(Notice notice) {
    return place -> value(place, notice);
  }

  private String value(String place, Notice notice) {
    return switch (place) {
      case "to" -> notice.to();
      case "text" -> notice.text();
      case "sender" -> sender;
      default -> values.containsKey(place) ? values.get(place).reveal() : "";
    };
  }
}
