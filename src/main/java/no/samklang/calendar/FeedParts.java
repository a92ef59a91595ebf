package no.samklang.calendar;

import com.github.benmanes.caffeine.cache.Cache;
import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import no.samklang.calendar.CalendarFeeds.FeedContent;
import no.samklang.calendar.CalendarFeeds.FeedPart;
import no.samklang.calendar.FeedDocument.FeedComponent;
import no.samklang.concurrent.LocalCache;
import no.samklang.concurrent.WorkerPool;
import no.samklang.db.Database;

/**
 * Writes the documents of feeds. Parts that have been written are kept, so that after a change only
 * the part that changed is read and written anew. Shared by the event loops.
 */
@CheckReturnValue
final class FeedParts {
  private static final int MAX_KEPT_BYTES = 16 * 1024 * 1024;
  private static final int OVERHEAD_BYTES = 100;

  private final Database db;
  private final WorkerPool workers;
  private final Cache<FeedPart, List<FeedComponent>> kept =
      LocalCache.builder().maximumWeight(MAX_KEPT_BYTES).weigher(FeedParts::bytes).build();

  FeedParts(Database db, WorkerPool workers) {
    this.db = db;
    this.workers = workers;
  }

  private static int bytes(FeedPart part, List<FeedComponent> components) {
    return OVERHEAD_BYTES
        + components.stream().mapToInt(one -> one.text().length() + OVERHEAD_BYTES).sum();
  }

  /** The document of the parts, which are those of one feed. */
  Single<Buffer> document(List<FeedPart> parts, LocalDate today) {
    Map<FeedPart, List<FeedComponent>> known = new LinkedHashMap<>();
    parts.forEach(part -> known.put(part, kept.getIfPresent(part)));
    List<FeedPart> missing = parts.stream().filter(part -> known.get(part) == null).toList();
    Single<FeedContent> content =
        missing.isEmpty()
            ? Single.just(FeedContent.NONE)
            : CalendarFeedRepository.content(db, missing, today);
    return content.flatMap(
        read ->
            workers.run(
                () -> {
                  missing.forEach(part -> known.put(part, write(part, read)));
                  return FeedDocument.of(
                      known.values().stream().flatMap(List::stream).toList(),
                      CalendarFeedRepository.MAX_EVENTS);
                }));
  }

  private List<FeedComponent> write(FeedPart part, FeedContent content) {
    FeedDocument document = new FeedDocument(part.busy());
    List<FeedComponent> components =
        switch (part.kind()) {
          case EVENTS -> write(content.events(), part, document::event);
          case ACTIVITIES -> write(content.activities(), part, document::activity);
          case MEETINGS -> write(content.meetings(), part, document::meeting);
        };
    if (content.whole()) {
      kept.put(part, components);
    }
    return components;
  }

  private static <T> List<FeedComponent> write(
      Map<UUID, List<T>> content, FeedPart part, Function<T, FeedComponent> writer) {
    return Objects.requireNonNullElse(content.get(part.id()), List.<T>of()).stream()
        .map(writer)
        .toList();
  }
}
