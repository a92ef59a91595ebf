package no.samklang.db;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import no.samklang.TestLog;
import org.junit.jupiter.api.Test;

/** Entries are merged, bounded, requeued after a failed write, and written at stop. */
class WriteBehindTest {
  private static final int MAX = 3;

  private final List<Map<String, String>> statements =
      Collections.synchronizedList(new ArrayList<>());
  private final WriteBehind<String, String> writes =
      new WriteBehind<>(
          "test entries", MAX, Comparator.naturalOrder(), String::concat, this::write);
  private volatile Completable writeResult = Completable.complete();

  @Test
  void flushWritesAllEntriesSortedByKey() {
    writes.add("c", "1");
    writes.add("a", "2");
    writes.add("b", "3");
    writes.flush().test().assertComplete();
    assertThat(statements).hasSize(1);
    assertThat(statements.get(0).keySet()).containsExactly("a", "b", "c");
    writes.flush().test().assertComplete();
    assertThat(statements).hasSize(1);
  }

  @Test
  void mergesValuesOfOneKey() {
    writes.add("a", "1");
    writes.add("a", "2");
    writes.flush().test().assertComplete();
    assertThat(statements).containsExactly(Map.of("a", "12"));
  }

  @Test
  void requeuesFailedEntriesBeforeNewerOnes() {
    CompletableSubject result = deferResult();
    writes.add("a", "1");
    writes.add("b", "1");
    TestObserver<Void> first = writes.flush().test();
    writes.add("a", "2");
    result.onError(new IllegalStateException());
    first.assertError(IllegalStateException.class);
    writeResult = Completable.complete();
    writes.flush().test().assertComplete();
    assertThat(statements).containsExactly(entries("1", "1"), entries("12", "1"));
  }

  @Test
  void requeuesEntriesOfDisposedWrite() {
    writeResult = Completable.never();
    writes.add("a", "1");
    writes.flush().test().dispose();
    writeResult = Completable.complete();
    writes.flush().test().assertComplete();
    assertThat(statements).containsExactly(Map.of("a", "1"), Map.of("a", "1"));
  }

  @Test
  void secondFlushWaitsForFirstAndWritesNewerEntries() {
    CompletableSubject result = deferResult();
    writes.add("a", "1");
    TestObserver<Void> first = writes.flush().test();
    writes.add("a", "2");
    writes.add("b", "1");
    TestObserver<Void> second = writes.flush().test();
    assertThat(statements).hasSize(1);
    writeResult = Completable.complete();
    second.assertNotComplete();
    result.onComplete();
    first.assertComplete();
    second.assertComplete();
    assertThat(statements).containsExactly(Map.of("a", "1"), entries("2", "1"));
  }

  @Test
  void disposingCompletedFlushDoesNotAffectNext() {
    CompletableSubject result = deferResult();
    writes.add("a", "1");
    TestObserver<Void> first = writes.flush().test();
    writes.add("b", "1");
    TestObserver<Void> second = writes.flush().test();
    CompletableSubject next = deferResult();
    result.onComplete();
    first.dispose();
    next.onComplete();
    second.assertComplete();
    writes.flush().test().assertComplete();
    assertThat(statements).containsExactly(Map.of("a", "1"), Map.of("b", "1"));
  }

  @Test
  void findsValueUntilWritten() {
    CompletableSubject result = deferResult();
    writes.add("a", "1");
    TestObserver<Void> flush = writes.flush().test();
    assertThat(writes.find("a")).hasValue("1");
    writes.add("a", "2");
    assertThat(writes.find("a")).hasValue("2");
    writes.remove("a");
    writes.add("b", "1");
    result.onComplete();
    flush.assertComplete();
    assertThat(writes.find("a")).isEmpty();
    assertThat(writes.find("b")).hasValue("1");
  }

  @Test
  void doesNotRequeueRemovedEntries() {
    CompletableSubject result = deferResult();
    writes.add("a", "1");
    writes.flush().test().assertNotComplete();
    writes.remove("a");
    result.onError(new IllegalStateException());
    writes.flush().test().assertComplete();
    assertThat(statements).hasSize(1);
  }

  @Test
  void dropsEntriesOverLimitAndLogsOnce() {
    try (TestLog log = TestLog.open()) {
      writeResult = Completable.error(new IllegalStateException());
      IntStream.range(0, 10).forEach(i -> writes.add("key " + i, "1"));
      writes.flush().test().assertError(IllegalStateException.class);
      writes.add("key 0", "2");
      writes.add("key 10", "1");
      writes.flush().test().assertError(IllegalStateException.class);
      assertThat(log.text())
          .containsOnlyOnce("Buffer of test entries full (3 entries); entry dropped");
      writeResult = Completable.complete();
      writes.flush().test().assertComplete();
      assertThat(statements.get(2))
          .containsExactlyInAnyOrderEntriesOf(Map.of("key 0", "12", "key 1", "1", "key 2", "1"));
    }
  }

  @Test
  void writesPeriodicallyAndRestAtStop() {
    Vertx vertx = Vertx.vertx();
    try {
      writes.start(vertx, Duration.ofMillis(10));
      writes.add("a", "1");
      await().until(() -> statements.equals(List.of(Map.of("a", "1"))));
      CompletableSubject result = deferResult();
      writes.add("b", "1");
      await().until(() -> statements.size() == 2);
      writeResult = Completable.complete();
      writes.add("c", "1");
      TestObserver<Void> stop = writes.stop().test();
      result.onComplete();
      stop.awaitDone(10, SECONDS).assertComplete();
      assertThat(statements).containsExactly(Map.of("a", "1"), Map.of("b", "1"), Map.of("c", "1"));
    } finally {
      vertx.rxClose().blockingAwait();
    }
  }

  private CompletableSubject deferResult() {
    CompletableSubject result = CompletableSubject.create();
    writeResult = result;
    return result;
  }

  private Completable write(SortedMap<String, String> entries) {
    statements.add(new TreeMap<>(entries));
    return writeResult;
  }

  private static Map<String, String> entries(String a, String b) {
    return Map.of("a", a, "b", b);
  }
}
