package no.samklang.bus;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Consumer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.eventbus.EventBus;
import io.vertx.rxjava3.core.eventbus.Message;
import java.time.Duration;
import java.util.function.Function;
import no.samklang.trace.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus with types: requests that stay on this node, and {@link Fact}s that may cross to
 * others.
 */
@CheckReturnValue
public final class Bus {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final DeliveryOptions ASK =
      new DeliveryOptions()
          .setLocalOnly(true)
          .setCodecName(RecordCodec.NAME)
          .setSendTimeout(ANSWER_WITHIN.toMillis());
  private static final DeliveryOptions TELL = new DeliveryOptions().setCodecName(RecordCodec.NAME);

  private final EventBus eventBus;

  private Bus(EventBus eventBus) {
    this.eventBus = eventBus;
  }

  /** The bus of this Vert.x. To be called once for each: it registers the codec. */
  public static Bus of(Vertx vertx) {
    vertx.getDelegate().eventBus().registerCodec(new RecordCodec());
    return new Bus(vertx.eventBus());
  }

  /**
   * Sends a request to an address on this node.
   *
   * @return the reply; fails with the {@link Failure} that the service failed with, or {@link
   *     Failure.Unavailable} when nobody replied within 30 seconds
   */
  public <A> Single<A> request(String address, Object question) {
    return eventBus
        .<Object>rxRequest(address, Traced.here(question), ASK)
        .onErrorResumeNext(failure -> Single.error(unanswered(address, failure)))
        .flatMap(reply -> Bus.<A>outcome(reply.body()));
  }

  /**
   * Serves an address from the context of the verticle that calls; each instance of a verticle
   * takes its share.
   */
  public <Q> Completable serve(String address, Function<Q, ? extends Single<?>> service) {
    return eventBus
        .<Traced>localConsumer(address)
        .handler(message -> answer(message, service))
        .rxCompletion();
  }

  /** Tells everyone, on every node, what has happened. */
  public void publish(Fact fact) {
    eventBus.publish(address(fact.getClass()), Traced.here(fact), TELL);
  }

  /** Hears facts of a kind. A listener that fails is logged and goes on hearing. */
  public <F extends Fact> Completable hear(Class<F> kind, Consumer<F> listener) {
    return eventBus
        .<Traced>consumer(address(kind))
        .handler(message -> listen(kind, message.body(), listener))
        .rxCompletion();
  }

  private static String address(Class<? extends Fact> kind) {
    return "fact." + kind.getName();
  }

  private static <F extends Fact> void listen(Class<F> kind, Traced fact, Consumer<F> listener) {
    Trace.begin(fact.trace());
    try {
      listener.accept(kind.cast(fact.body()));
    } catch (Throwable failure) {
      LOG.error("A listener failed at {}", kind.getSimpleName(), failure);
    }
  }

  @SuppressWarnings("CheckReturnValue") // the reply is the end of the chain
  private static <Q> void answer(
      Message<Traced> message, Function<Q, ? extends Single<?>> service) {
    Trace.begin(message.body().trace());
    try {
      service
          .apply(message.body().question())
          .subscribe(
              answer -> message.reply(answer, ASK),
              failure -> message.reply(new Failed(failure), ASK));
    } catch (Throwable failure) { // also what RxJava takes for fatal: whoever asks must be answered
      message.reply(new Failed(failure), ASK);
    }
  }

  @SuppressWarnings("unchecked")
  private static <A> Single<A> outcome(Object body) {
    return body instanceof Failed failed ? Single.error(failed.cause()) : Single.just((A) body);
  }

  private static Throwable unanswered(String address, Throwable failure) {
    if (failure instanceof ReplyException) {
      LOG.warn("No reply from {}", address);
      return new Failure.Unavailable(Duration.ofSeconds(5));
    }
    return failure;
  }

  private record Failed(Throwable cause) {}
}
