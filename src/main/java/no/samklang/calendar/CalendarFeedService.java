package no.samklang.calendar;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import no.samklang.access.AccessLog;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Right;
import no.samklang.calendar.CalendarFeeds.FeedInput;
import no.samklang.calendar.CalendarFeeds.FeedQuery;
import no.samklang.calendar.CalendarFeeds.FeedState;
import no.samklang.calendar.CalendarFeeds.FeedView;
import no.samklang.concurrent.KeyedRateLimiter;
import no.samklang.concurrent.WorkerPool;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.id.NewId;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.operation.Platform;
import no.samklang.operation.Result.ConditionalContent;

/**
 * The secret addresses by which calendar programs read calendars (CAL-3). A secret is shown once
 * and stored as a hash. A feed ends with the membership, and when its address is taken back. Shared
 * by the event loops.
 */
@CheckReturnValue
public final class CalendarFeedService {
  private static final int SECRET_BYTES = 32;
  private static final int REQUESTS_PER_MINUTE = 60;
  private static final int MAX_QUEUED = 50;
  private static final String SUFFIX = ".ics";

  private final Database db;
  private final Clock clock;
  private final AccessPolicy access;
  private final AccessLog accessLog;
  private final String address;
  private final SecureRandom random = new SecureRandom();
  private final KeyedRateLimiter<UUID> requests;
  private final FeedParts parts;

  private CalendarFeedService(
      Platform platform, AccessPolicy access, AccessLog accessLog, WorkerPool workers) {
    this.db = platform.db();
    this.clock = platform.clock();
    this.access = access;
    this.accessLog = accessLog;
    this.address = platform.settings().publicUrl() + "/api/v1/calendar/";
    this.requests = new KeyedRateLimiter<>(clock, REQUESTS_PER_MINUTE);
    this.parts = new FeedParts(db, workers);
  }

  /** A long calendar takes too long to write for an event loop. */
  public static CalendarFeedService open(
      Vertx vertx, Platform platform, AccessPolicy access, AccessLog accessLog) {
    WorkerPool workers = WorkerPool.open(vertx, platform.metrics(), "calendar-feed", 1, MAX_QUEUED);
    return new CalendarFeedService(platform, access, accessLog, workers);
  }

  Single<FeedView> get(Command<FeedQuery> command) {
    return CalendarFeedRepository.findOwn(db, command.caller().person(), command.body().planId());
  }

  /**
   * Makes a new address, in place of an earlier one. Fails as {@link AccessPolicy#require} does.
   */
  Single<FeedView> create(Command<FeedInput> command) {
    UUID plan = command.body().planId();
    String secret = newSecret();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    boolean busyOnly = command.body().busyOnly();
    return requireMember(command, plan)
        .andThen(
            Completable.defer(
                () ->
                    CalendarFeedRepository.replace(
                        db,
                        NewId.random(),
                        command.caller().person(),
                        plan,
                        secret,
                        busyOnly,
                        now)))
        .toSingle(() -> new FeedView(address + secret + SUFFIX, true, busyOnly, now));
  }

  private Completable requireMember(Command<?> command, UUID plan) {
    return plan == null
        ? Completable.complete()
        : access.require(db, command.caller(), new PlanId(plan), Right.READ).ignoreElement();
  }

  private String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  Single<NoContent> delete(Command<FeedQuery> command) {
    return CalendarFeedRepository.delete(db, command.caller().person(), command.body().planId())
        .toSingleDefault(NoContent.NO_CONTENT);
  }

  /**
   * The feed of a secret address. Fails with "not found" for one that is none, or no longer, and
   * with {@code rate.limited} above {@value #REQUESTS_PER_MINUTE} requests a minute.
   */
  Single<ConditionalContent> content(Command<Void> command) {
    String file = command.path("feedFile");
    if (!file.endsWith(SUFFIX)) {
      throw new Failure.NotFound();
    }
    String secret = file.substring(0, file.length() - SUFFIX.length());
    return CalendarFeedRepository.find(db, secret, access.today())
        .switchIfEmpty(Single.error(Failure.NotFound::new))
        .doOnSuccess(feed -> requests.require(feed.id(), "rate.limited"))
        .flatMap(feed -> content(command, feed));
  }

  private Single<ConditionalContent> content(Command<?> command, FeedState feed) {
    if (feed.modifiedAt() != null) {
      return content(command, feed, feed.modifiedAt());
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return CalendarFeedRepository.setEtag(db, feed, now)
        .toSingleDefault(feed)
        .zipWith(content(command, feed, now), (unused, content) -> content);
  }

  private Single<ConditionalContent> content(
      Command<?> command, FeedState feed, Instant modifiedAt) {
    Single<Optional<Buffer>> document =
        command.isUnchanged(feed.etag(), modifiedAt)
            ? Single.just(Optional.empty())
            : parts
                .document(feed.parts(), access.today())
                .doOnSuccess(written -> recordRead(command, feed))
                .map(Optional::of);
    return document.map(
        known ->
            new ConditionalContent(
                FeedDocument.MEDIA_TYPE, known.orElse(null), feed.etag(), modifiedAt));
  }

  /** A calendar that goes out is read, though nobody is logged in (PART-6). */
  private void recordRead(Command<?> command, FeedState feed) {
    feed.members().forEach(member -> accessLog.recordByProgram(command, member));
  }
}
