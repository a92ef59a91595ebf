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
import no.samklang.notify.GatewayDescription.Answers;

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

  private final GatewayDescription description;
  private final String sender;
  private final Map<String, Secret> values;

  /**
   * A gateway that can make requests.
   *
   * @throws SettingsException for {@code sms.gateway} or the value that is missing
   */
  static SmsGateway of(Settings.Sms sms) {
    String text = sms.gatewayDescription().orElseThrow();
    SmsGateway gateway = new SmsGateway(GatewayFile.parse(text), sms.sender(), sms.values());
    gateway.checkPlaces();
    gateway.checkRequest();
    return gateway;
  }

  private SmsGateway(GatewayDescription description, String sender, Map<String, Secret> values) {
    this.description = description;
    this.sender = sender;
    this.values = values;
  }

  /** The request that sends the notice. */
  GatewayCall call(Notice notice) {
    return GatewayCall.of(description, filling(notice));
  }

  /** Completes when the answer means sent, fails when it means anything else. */
  Completable judge(GatewayAnswer answer) {
    Answers answers = description.answers();
    String reason = "sms " + answer.status();
    if (answers.retry().fits(answer.status(), answer.body())) {
      return Completable.error(SendFailure.notNow(reason, answer.retryAfter()));
    }
    if (answers.never().fits(answer.status(), answer.body())) {
      return Completable.error(SendFailure.forGood(reason));
    }
    return answers.sent().fits(answer.status(), answer.body())
        ? Completable.complete()
        : Completable.error(SendFailure.passing(reason, answer.retryAfter()));
  }

  private void checkPlaces() {
    Set<String> places =
        description
            .templates()
            .flatMap(Template::places)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!places.containsAll(OF_THE_NOTICE)) {
      throw GatewayFile.refused("must have both {to} and {text}");
    }
    if (description.headers().values().stream()
        .flatMap(Template::places)
        .anyMatch(OF_THE_NOTICE::contains)) {
      throw GatewayFile.refused("can't have {to} or {text} in a header");
    }
    places.stream().filter(place -> value(place, SAMPLE).isEmpty()).forEach(SmsGateway::missing);
  }

  /** Makes one request, sent nowhere, so that a bad address or header shows at the start. */
  private void checkRequest() {
    try {
      requireNonNull(call(SAMPLE));
    } catch (IllegalArgumentException | VertxException e) {
      // Without the cause: it quotes the value that was put in.
      throw GatewayFile.refused(
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
