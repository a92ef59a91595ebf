package no.samklang.organisation.contact;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import no.samklang.access.AccessPolicy;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.id.NewId;
import no.samklang.operation.Command;
import no.samklang.operation.IdempotentRequest;
import no.samklang.operation.NoContent;
import no.samklang.operation.Result;
import no.samklang.organisation.OrganisationCommands;
import no.samklang.organisation.OrganisationEvent;
import no.samklang.organisation.OrganisationTx;

/** Announced downtime (ORG-1): shown ahead to those whom it concerns, until it is over. */
@CheckReturnValue
final class DowntimeService {
  /** How long ahead it is shown. */
  static final Duration SHOWN_AHEAD = Duration.ofDays(7);

  /** Maximum announcements of an organisation that aren't over. */
  static final int MAX_ANNOUNCED = 10;

  private static final Duration MAX_LENGTH = Duration.ofDays(7);
  private static final Duration MAX_AHEAD = Duration.ofDays(366);

  private final Database db;
  private final Clock clock;
  private final OrganisationCommands commands;
  private final AccessPolicy access;
  private final DowntimeRepository repository = new DowntimeRepository();

  DowntimeService(Database db, Clock clock, OrganisationCommands commands) {
    this.db = db;
    this.clock = clock;
    this.commands = commands;
    this.access = new AccessPolicy(clock);
  }

  /**
   * @param organisation the name of the one that it concerns; null for the whole installation
   */
  record Downtime(UUID id, String organisation, Instant startsAt, Instant endsAt, String text) {}

  record DowntimeList(List<Downtime> items, int total) {
    private static DowntimeList of(List<Downtime> items) {
      return new DowntimeList(items, items.size());
    }
  }

  record NewDowntime(Instant startsAt, Instant endsAt, String text) {}

  /** Of the installation and of whole municipalities; for everyone, without login. */
  Single<DowntimeList> general(Command<Void> command) {
    Instant now = clock.instant();
    return repository.general(db, now, now.plus(SHOWN_AHEAD)).map(DowntimeList::of);
  }

  /** Those that concern the caller. */
  Single<DowntimeList> concerned(Command<Void> command) {
    Instant now = clock.instant();
    return repository
        .concerned(db, command.caller(), access.today(), now, now.plus(SHOWN_AHEAD))
        .map(DowntimeList::of);
  }

  /** What is announced for an organisation and isn't over, for its administrator. */
  Single<DowntimeList> list(Command<Void> command) {
    return commands
        .requireAdministered(command)
        .flatMap(organisation -> repository.list(db, organisation.id(), clock.instant()))
        .map(DowntimeList::of);
  }

  /**
   * Announces downtime, once for each idempotency key. Fails with {@code downtime.invalid} when it
   * ends before it starts or has ended, lasts more than a week or is more than a year ahead, and
   * with {@code downtime.full}.
   */
  Single<Result> announce(Command<NewDowntime> command) {
    NewDowntime downtime = command.body();
    validate(downtime, clock.instant());
    return commands.run(
        command,
        tx ->
            IdempotentRequest.of(command)
                .reserve(tx.tx(), tx.now(), NewId.random())
                .flatMap(
                    reserved ->
                        (reserved.isNew()
                                ? insert(tx, reserved.id(), downtime)
                                : Completable.complete())
                            .toSingleDefault(
                                new Result.Created(
                                    reserved.id(), view(tx, reserved.id(), downtime)))));
  }

  private Completable insert(OrganisationTx tx, UUID id, NewDowntime downtime) {
    return repository
        .list(tx.tx(), tx.id(), tx.now())
        .doOnSuccess(
            announced -> {
              if (announced.size() >= MAX_ANNOUNCED) {
                throw new Failure.Conflict("downtime.full", null);
              }
            })
        .flatMapCompletable(announced -> repository.insert(tx, id, downtime))
        .doOnComplete(() -> tx.log(OrganisationEvent.DOWNTIME_ANNOUNCED));
  }

  private static Downtime view(OrganisationTx tx, UUID id, NewDowntime downtime) {
    return new Downtime(
        id,
        tx.organisation().name(),
        downtime.startsAt(),
        downtime.endsAt(),
        downtime.text().strip());
  }

  /** Cancels an announcement. */
  Single<NoContent> cancel(Command<Void> command) {
    return commands.run(
        command,
        tx ->
            repository
                .delete(tx, command.id("downtimeId"))
                .doOnComplete(() -> tx.log(OrganisationEvent.DOWNTIME_CANCELLED))
                .toSingleDefault(NoContent.NO_CONTENT));
  }

  private static void validate(NewDowntime downtime, Instant now) {
    if (downtime.text().isBlank()) {
      throw invalid("text", "required");
    }
    if (!downtime.endsAt().isAfter(downtime.startsAt())) {
      throw invalid("endsAt", "downtime.endsFirst");
    }
    if (!downtime.endsAt().isAfter(now)) {
      throw invalid("endsAt", "downtime.over");
    }
    if (Duration.between(downtime.startsAt(), downtime.endsAt()).compareTo(MAX_LENGTH) > 0) {
      throw invalid("endsAt", "downtime.tooLong");
    }
    if (downtime.startsAt().isAfter(now.plus(MAX_AHEAD))) {
      throw invalid("startsAt", "downtime.tooFarAhead");
    }
  }

  private static Failure.Invalid invalid(String field, String code) {
    return new Failure.Invalid("downtime.invalid", field, code);
  }
}
