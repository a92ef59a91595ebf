package no.samklang.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import no.samklang.concurrent.Backoff;
import no.samklang.config.Settings;
import no.samklang.notification.OutboxRepository.ClaimedNotice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices by one channel and returns each outcome. Failures are retried with exponential
 * backoff; after the last attempt, or a permanent failure, the notice is kept as failed. Expired
 * codes aren't sent.
 */
@CheckReturnValue
final class NoticeDelivery {
  static final String EXPIRED = "expired";

  /** The recipient has got as many notices as a day's budget allows. */
  static final String OVER_BUDGET = "daily budget";

  /** May have been delivered twice. */
  private static final String SENT_TWICE = "no answer twice";

  private static final Logger LOG = LoggerFactory.getLogger(NoticeDelivery.class);
  private static final Duration ANSWER_MARGIN = Duration.ofSeconds(30);

  private final Clock clock;
  private final int maxAttempts;
  private final CircuitBreakerSender sender;
  private final NoticeTexts texts;
  private final SendBudget budget;

  NoticeDelivery(Clock clock, Settings settings, CircuitBreakerSender sender) {
    this.clock = clock;
    this.maxAttempts = settings.notices().maxAttempts();
    this.budget = new SendBudget(clock, settings.notices().dailyBudget());
    this.sender = sender;
    this.texts =
        new NoticeTexts(
            settings.publicUrl(),
            settings.login().codeLifetime(),
            settings.password().mailedLifetime());
  }

  /** Number of deliveries permitted now: 0 while the circuit is open. */
  int permits(int max) {
    return sender.permits(max);
  }

  /** Delivers a notice. Never fails: a failure is an outcome. */
  Single<DeliveryOutcome> deliver(ClaimedNotice claimed) {
    if (claimed.isExpired(clock.instant())) {
      return Single.just(failed(claimed, EXPIRED));
    }
    if (wasSentTwice(claimed)) {
      return Single.just(failed(claimed, SENT_TWICE));
    }
    if (!claimed.mayOpen()) {
      LOG.info("{} dropped: recipient has no access to the plan", claimed);
      return Single.just(DeliveryOutcome.dropped(claimed, clock.instant()));
    }
    if (claimed.to() == null) {
      return Single.just(failed(claimed, "no address"));
    }
    return isWithinBudget(claimed) ? send(claimed) : Single.just(failed(claimed, OVER_BUDGET));
  }

  /** A notice counts once, however often it is tried while a channel is down. */
  private boolean isWithinBudget(ClaimedNotice claimed) {
    return claimed.attempt() > 1
        || budget.allows(claimed.person(), claimed.to(), claimed.template());
  }

  /** Releases a claimed notice without an attempt. */
  DeliveryOutcome untried(ClaimedNotice claimed) {
    return DeliveryOutcome.untried(claimed, clock.instant());
  }

  /** Upper bound for one delivery. */
  Duration maxDuration() {
    return sender.attemptTimeout();
  }

  private Single<DeliveryOutcome> send(ClaimedNotice claimed) {
    return outcome(claimed, Completable.defer(() -> sender.send(texts.notice(claimed))));
  }

  private Single<DeliveryOutcome> outcome(ClaimedNotice claimed, Completable answer) {
    return answer
        .toSingle(() -> DeliveryOutcome.sent(claimed, clock.instant()))
        .onErrorReturn(failure -> failureOutcome(claimed, failure));
  }

  private DeliveryOutcome failureOutcome(ClaimedNotice claimed, Throwable failure) {
    if (CircuitBreakerSender.isOpenCircuit(failure)) {
      return untried(claimed);
    }
    String reason = reason(failure);
    Optional<Completable> answer = answer(failure);
    if (answer.isPresent()) {
      return DeliveryOutcome.pending(
          claimed,
          clock.instant().plus(latestAnswer(failure)),
          wasUnknown(claimed) ? SENT_TWICE : reason,
          outcome(claimed, answer.get()));
    }
    LOG.warn(
        "{} not sent by {}, attempt {}: {}", claimed, claimed.channel(), claimed.attempt(), reason);
    return isFinal(claimed, failure) || claimed.attempt() >= maxAttempts
        ? failed(claimed, reason)
        : DeliveryOutcome.retry(
            claimed,
            clock.instant().plus(backoff(claimed, failure)),
            unknownOutcome(claimed).orElse(reason));
  }

  /**
   * A notice that may have been delivered is sent once more at most. So the reason for which it may
   * have been isn't replaced by that of another failure; while the second answer is awaited, the
   * reason is {@link #SENT_TWICE}, for when the process is killed.
   */
  private static boolean isFinal(ClaimedNotice claimed, Throwable failure) {
    return failure instanceof SendFailure sendFailure
        && (sendFailure.isPermanent() || (sendFailure.isUnknown() && wasUnknown(claimed)));
  }

  private static boolean wasUnknown(ClaimedNotice claimed) {
    return unknownOutcome(claimed).isPresent();
  }

  private static Optional<String> unknownOutcome(ClaimedNotice claimed) {
    return claimed.lastError().filter(MailSender.UNKNOWN_OUTCOMES::contains);
  }

  private static boolean wasSentTwice(ClaimedNotice claimed) {
    return claimed.lastError().filter(SENT_TWICE::equals).isPresent();
  }

  private static Optional<Completable> answer(Throwable failure) {
    return failure instanceof SendFailure sendFailure ? sendFailure.answer() : Optional.empty();
  }

  /** Until then the notice isn't claimed again. */
  private static Duration latestAnswer(Throwable failure) {
    return ((SendFailure) failure).retryAfter().orElseThrow().plus(ANSWER_MARGIN);
  }

  private DeliveryOutcome failed(ClaimedNotice claimed, String reason) {
    return DeliveryOutcome.failed(claimed, clock.instant(), reason);
  }

  private static String reason(Throwable failure) {
    return failure instanceof SendFailure sendFailure
        ? sendFailure.getMessage()
        : failure.getClass().getSimpleName();
  }

  /**
   * Doubles with each attempt, with jitter so that retries are spread; at least the channel's
   * Retry-After.
   */
  private static Duration backoff(ClaimedNotice claimed, Throwable failure) {
    Duration calculated = Backoff.after(claimed.attempt());
    return failure instanceof SendFailure sendFailure
        ? sendFailure
            .retryAfter()
            .filter(retryAfter -> retryAfter.compareTo(calculated) > 0)
            .orElse(calculated)
        : calculated;
  }
}
