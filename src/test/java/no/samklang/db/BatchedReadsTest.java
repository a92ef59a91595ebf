package no.samklang.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.subjects.SingleSubject;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import io.vertx.rxjava3.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import no.samklang.error.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked for at once is read together, and each caller is answered in their own context. */
class BatchedReadsTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<Set<String>> statements = new ArrayList<>();
  private final List<SingleSubject<Map<String, Integer>>> results = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final BatchedReads<String, Integer> reads =
      new BatchedReads<>(
          keys -> {
            statements.add(keys);
            results.add(SingleSubject.create());
            return results.get(results.size() - 1);
          },
          nanos::get);

  @AfterEach
  void close() {
    vertx.rxClose().blockingAwait();
  }

  @Test
  void readsTogetherWhatIsAskedForDuringARead() {
    TestObserver<Integer> first = reads.get("a").test();
    TestObserver<Integer> second = reads.get("b").test();
    TestObserver<Integer> again = reads.get("a").test();
    TestObserver<Integer> third = reads.get("c").test().assertNotComplete();
    assertThat(statements).containsExactly(Set.of("a"));

    results.get(0).onSuccess(Map.of("a", 1));
    first.assertValue(1);
    again.assertNotComplete(); // asked for later: may have changed since
    assertThat(statements).containsExactly(Set.of("a"), Set.of("a", "b", "c"));

    results.get(1).onSuccess(Map.of("a", 2, "b", 3, "c", 4));
    second.assertValue(3);
    again.assertValue(2);
    third.assertValue(4);
  }

  @Test
  void aFailureEndsTheReadsOfItsStatementOnly() {
    TestObserver<Integer> first = reads.get("a").test();
    TestObserver<Integer> second = reads.get("b").test();
    results.get(0).onError(new IllegalStateException("lost"));
    first.assertError(IllegalStateException.class);
    second.assertNotComplete();
    results.get(1).onSuccess(Map.of("b", 2));
    second.assertValue(2);
    reads.get("c").test().assertNotComplete();
    assertThat(statements).hasSize(3);
  }

  @Test
  void disposedCallersDoNotStopLaterReads() {
    TestObserver<Integer> first = reads.get("a").test();
    TestObserver<Integer> second = reads.get("b").test();
    first.dispose();
    second.dispose();
    results.get(0).onSuccess(Map.of("a", 1));
    results.get(1).onError(new IllegalStateException("lost"));
    reads.get("c").test().assertNotComplete();
    assertThat(statements).hasSize(3);
  }

  @Test
  @SuppressWarnings("CheckReturnValue") // ends in the future
  void requestsOfOneEventLoopShareAStatementAndKeepTheirContexts() {
    ContextInternal loop = (ContextInternal) vertx.getDelegate().getOrCreateContext();
    CompletableFuture<List<Context>> answered = new CompletableFuture<>();
    List<Context> own = List.of(loop.duplicate(), loop.duplicate());
    loop.runOnContext(
        unused -> {
          List<Context> contexts = new ArrayList<>();
          for (Context context : own) {
            ((ContextInternal) context)
                .dispatch(
                    () ->
                        reads
                            .get(context == own.get(0) ? "a" : "b")
                            .subscribe(
                                value -> {
                                  contexts.add(io.vertx.core.Vertx.currentContext());
                                  if (contexts.size() == own.size()) {
                                    answered.complete(contexts);
                                  }
                                },
                                answered::completeExceptionally));
          }
          loop.runOnContext(later -> results.get(0).onSuccess(Map.of("a", 1, "b", 2)));
        });
    assertThat(answered.orTimeout(5, TimeUnit.SECONDS).join()).containsExactlyElementsOf(own);
    assertThat(statements).containsExactly(Set.of("a", "b"));
  }

  @Test
  void completesWithoutAValueForAnAbsentKey() {
    TestObserver<Integer> absent = reads.get("a").test();
    results.get(0).onSuccess(Map.of());
    absent.assertComplete().assertNoValues();
  }

  @Test
  void readsAtMostFiveHundredKeysAtOnce() {
    reads.get("first").test().assertNotComplete();
    List<TestObserver<Integer>> others =
        IntStream.range(0, 700).mapToObj(n -> reads.get("" + n).test()).toList();
    results.get(0).onSuccess(Map.of());
    assertThat(statements.get(1)).hasSize(500);
    results.get(1).onSuccess(Map.of());
    assertThat(statements.get(2)).hasSize(200);
    results.get(2).onSuccess(Map.of());
    assertThat(others).allSatisfy(TestObserver::assertComplete);
  }

  @Test
  void refusesWhatThereIsNoRoomFor() {
    reads.get("first").test().assertNotComplete();
    for (int i = 0; i < BatchedReads.MAX_WAITING; i++) {
      reads.get("same").test().assertNotComplete();
    }
    reads.get("same").test().assertError(Failure.Unavailable.class);
  }

  @Test
  void failsWhenTheStatementCannotBeSent() {
    BatchedReads<String, Integer> refused =
        new BatchedReads<>(
            keys -> {
              throw new IllegalStateException("closed");
            });
    refused.get("a").test().assertError(IllegalStateException.class);
    refused.get("b").test().assertError(IllegalStateException.class);
  }

  @Test
  void aSlowStatementHoldsNobodyUp() {
    TestObserver<Integer> slow = reads.get("a").test();
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(250));
    TestObserver<Integer> other = reads.get("b").test();
    assertThat(statements).containsExactly(Set.of("a"), Set.of("b"));
    results.get(1).onSuccess(Map.of("b", 2));
    other.assertValue(2);
    TestObserver<Integer> third = reads.get("c").test().assertNotComplete();
    results.get(2).onSuccess(Map.of("c", 3));
    third.assertValue(3);
    slow.assertNotComplete();
    results.get(0).onSuccess(Map.of("a", 1));
    slow.assertValue(1);
  }

  @Test
  void anAnswerMayAskForMore() {
    TestObserver<Integer> more = reads.get("a").flatMap(value -> reads.get("b")).test();
    results.get(0).onSuccess(Map.of("a", 1));
    results.get(1).onSuccess(Map.of("b", 2));
    more.assertValue(2);
  }
}
