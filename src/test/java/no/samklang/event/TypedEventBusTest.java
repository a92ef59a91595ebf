package no.samklang.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.VertxOptions;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.Vertx;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import no.samklang.error.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is asked: the one on the event loop of who asks, and else anyone. */
@SuppressWarnings("CheckReturnValue") // what is asked is the test's own
class TypedEventBusTest {
  private static final int LOOPS = 3;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
  private final TypedEventBus bus = TypedEventBus.of(vertx);
  private final Queue<Asking> asking = new ConcurrentLinkedQueue<>();

  /** Answers with the thread that it runs on, or fails. */
  private final class Serving extends AbstractVerticle {
    @Override
    public Completable rxStart() {
      return bus.<String>serve("thread", question -> Single.just(Thread.currentThread().getName()))
          .andThen(
              bus.<String>serve(
                  "failure", question -> Single.error(new Failure.Forbidden(question))))
          .andThen(
              bus.<String>serve(
                  "fault",
                  question -> {
                    throw new IllegalStateException(question);
                  }));
    }
  }

  private final class Asking extends AbstractVerticle {
    @Override
    public Completable rxStart() {
      asking.add(this);
      return Completable.complete();
    }

    /** The thread that asks, who answered, and where the answer came. */
    Set<String> threads() {
      Set<String> threads = new HashSet<>();
      Single.<String>create(
              asked ->
                  context.runOnContext(
                      unused -> {
                        threads.add(Thread.currentThread().getName());
                        bus.<String>request("thread", "?")
                            .doOnSuccess(answer -> threads.add(Thread.currentThread().getName()))
                            .subscribe(asked::onSuccess, asked::onError);
                      }))
          .doOnSuccess(threads::add)
          .test()
          .awaitDone(10, TimeUnit.SECONDS)
          .assertNoErrors();
      return threads;
    }
  }

  @BeforeEach
  void deploy() {
    DeploymentOptions everywhere = new DeploymentOptions().setInstances(LOOPS);
    await(vertx.rxDeployVerticle(Serving::new, everywhere));
    await(vertx.rxDeployVerticle(Asking::new, everywhere));
  }

  @AfterEach
  void close() {
    await(vertx.rxClose().toSingleDefault(true));
  }

  @Test
  void aRequestStaysOnItsEventLoop() {
    assertThat(asking).hasSize(LOOPS).allSatisfy(one -> assertThat(one.threads()).hasSize(1));
  }

  @Test
  void fromElsewhereAnyoneIsAsked() {
    assertThat(await(bus.<String>request("thread", "?"))).startsWith("vert.x-eventloop");
  }

  @Test
  void aFailureIsGivenAsItIs() {
    assertThatThrownBy(() -> await(onLoop("failure"))).isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> await(onLoop("fault"))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> await(bus.request("failure", "no")))
        .isInstanceOf(Failure.Forbidden.class);
  }

  private Single<Object> onLoop(String address) {
    return Single.create(
        asked ->
            asking
                .element()
                .getVertx()
                .getOrCreateContext()
                .runOnContext(
                    unused ->
                        bus.request(address, "no").subscribe(asked::onSuccess, asked::onError)));
  }

  private static <T> T await(Single<T> work) {
    return work.timeout(10, TimeUnit.SECONDS).blockingGet();
  }
}
