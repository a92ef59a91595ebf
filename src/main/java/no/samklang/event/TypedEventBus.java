package no.samklang.event;

import com.google.errorprone.annotations.CheckReturnValue;
import io.netty.channel.EventLoop;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Consumer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.internal.ContextInternal;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.eventbus.EventBus;
import io.vertx.rxjava3.core.eventbus.Message;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import no.samklang.error.Failure;
import no.samklang.trace.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A typed event bus: requests, which stay on this node, and {@link Event}s, which may reach other
 * nodes.
 *
 * <p>Uses Vert.x's internal {@link ContextInternal} to tell the event loop of a caller; {@code
 * TypedEventBusTest} fails when it changes.
 */
@CheckReturnValue
public final class TypedEventBus {
  private static final Logger LOG = LoggerFactory.getLogger(TypedEventBus.class);
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(30);
  private static final DeliveryOptions REQUEST_OPTIONS =
      new DeliveryOptions()
          .setLocalOnly(true)
          .setCodecName(RecordCodec.NAME)
          .setSendTimeout(REPLY_TIMEOUT.toMillis());
  private static final DeliveryOptions PUBLISH_OPTIONS =
      new DeliveryOptions().setCodecName(RecordCodec.NAME);

  private final EventBus eventBus;
  private final Vertx vertx;
  private final Map<EventLoop, Map<String, LocalService<?>>> localServices =
      new ConcurrentHashMap<>();

  private TypedEventBus(Vertx vertx) {
    this.vertx = vertx;
    this.eventBus = vertx.eventBus();
  }

  /** The bus of this Vert.x instance. Call once per instance: it registers the codec. */
  public static TypedEventBus of(Vertx vertx) {
    vertx.getDelegate().eventBus().registerCodec(new RecordCodec());
    return new TypedEventBus(vertx);
  }

  /**
   * Sends a request to an address on this node, preferably to the instance on the caller's event
   * loop: a switch to another loop and back costs more than most requests do.
   *
   * @return the reply; fails with the {@link Failure} of the service, or {@link
   *     Failure.Unavailable} when there is no reply within 30 seconds
   */
  public <A> Single<A> request(String address, Object body) {
    ContextInternal caller = ContextInternal.current();
    LocalService<?> local = caller == null ? null : local(caller, address);
    return local == null
        ? send(address, body)
        : local
            .<A>request(caller, body)
            .lift(new TimeLimit<>(vertx, REPLY_TIMEOUT))
            .onErrorResumeNext(failure -> Single.error(mapFailure(address, failure)));
  }

  private <A> Single<A> send(String address, Object body) {
    return eventBus
        .<Object>rxRequest(address, BusEnvelope.current(body), REQUEST_OPTIONS)
        .onErrorResumeNext(failure -> Single.error(mapFailure(address, failure)))
        .flatMap(reply -> TypedEventBus.<A>resultOf(reply.body()));
  }

  private LocalService<?> local(ContextInternal caller, String address) {
    return localServices.getOrDefault(caller.nettyEventLoop(), Map.of()).get(address);
  }

  /**
   * Registers a service for an address on the calling verticle's context. Requests go to the
   * instance on the caller's event loop; those from elsewhere are distributed round-robin.
   */
  public <Q> Completable serve(String address, Function<Q, ? extends Single<?>> service) {
    return eventBus
        .<BusEnvelope>localConsumer(address)
        .handler(message -> handle(message, service))
        .rxCompletion()
        .doOnComplete(() -> serveLocally(address, service));
  }

  private <Q> void serveLocally(String address, Function<Q, ? extends Single<?>> service) {
    ContextInternal context = ContextInternal.current().unwrap();
    localServices
        .computeIfAbsent(context.nettyEventLoop(), first -> new ConcurrentHashMap<>())
        .put(address, new LocalService<>(context, service));
  }

  /** Publishes an event to all subscribers on every node. */
  public void publish(Event event) {
    eventBus.publish(address(event.getClass()), BusEnvelope.current(event), PUBLISH_OPTIONS);
  }

  /** Subscribes to events of a type. A listener's exception is logged; the subscription stays. */
  public <F extends Event> Completable subscribe(Class<F> type, Consumer<F> listener) {
    return eventBus
        .<BusEnvelope>consumer(address(type))
        .handler(message -> deliver(type, message.body(), listener))
        .rxCompletion();
  }

  private static String address(Class<? extends Event> type) {
    return "event." + type.getName();
  }

  private static <F extends Event> void deliver(
      Class<F> type, BusEnvelope envelope, Consumer<F> listener) {
    Trace.setCurrent(envelope.trace());
    try {
      listener.accept(type.cast(envelope.body()));
    } catch (Throwable failure) {
      LOG.error("Event listener failed: {}", type.getSimpleName(), failure);
    }
  }

  @SuppressWarnings("CheckReturnValue") // ends in a reply
  private static <Q> void handle(
      Message<BusEnvelope> message, Function<Q, ? extends Single<?>> service) {
    Trace.setCurrent(message.body().trace());
    try {
      service
          .apply(message.body().request())
          .subscribe(
              result -> message.reply(result, REQUEST_OPTIONS),
              failure -> message.reply(new Failed(failure), REQUEST_OPTIONS));
    } catch (Throwable failure) { // also what RxJava deems fatal: the requester needs a reply
      message.reply(new Failed(failure), REQUEST_OPTIONS);
    }
  }

  @SuppressWarnings("unchecked")
  private static <A> Single<A> resultOf(Object body) {
    return body instanceof Failed failed ? Single.error(failed.cause()) : Single.just((A) body);
  }

  private static Throwable mapFailure(String address, Throwable failure) {
    if (failure instanceof ReplyException || failure instanceof TimeoutException) {
      LOG.warn("No reply from {}", address);
      return new Failure.Unavailable(Duration.ofSeconds(5));
    }
    return failure;
  }

  private record Failed(Throwable cause) {}
}
