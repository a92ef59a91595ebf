package no.samklang.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.auth.WaitingAddressRepository.WaitingAddress;
import no.samklang.db.Database;
import no.samklang.db.RowValues;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;

/**
 * Shows a person the changes of their addresses that wait, and stops them (PERSON-15): in the
 * session, or by the link in the notice without a login. Who asked for a change withdraws it.
 */
@CheckReturnValue
final class AddressStopService {
  private final Database db;
  private final SecurityLog log;
  private final HelpMark mark;
  private final WaitingAddressService waiting;
  private final AccountRepository accounts = new AccountRepository();
  private final WaitingAddressRepository repository = new WaitingAddressRepository();

  AddressStopService(AuthContext context) {
    Clock clock = context.clock();
    this.db = context.db();
    this.log = context.log();
    this.mark = new HelpMark(clock);
    this.waiting = new WaitingAddressService(context);
  }

  /**
   * A change of the caller's address that waits.
   *
   * @param address the new one; null removes the old one
   * @param takesCodes whether the codes go to the address from then
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OwnWaitingAddress(
      NoticeChannel channel,
      String address,
      boolean takesCodes,
      String askedBy,
      Instant effectiveAt) {
    @Override
    public String toString() {
      return "OwnWaitingAddress " + channel;
    }
  }

  record OwnWaitingAddresses(List<OwnWaitingAddress> items) {}

  /** The part of the stop page's address that only the notice holds. */
  record StopLink(String link) {
    @Override
    public String toString() {
      return "StopLink";
    }
  }

  Single<OwnWaitingAddresses> list(Command<Void> command) {
    return repository
        .list(db, command.caller().person())
        .map(
            rows ->
                new OwnWaitingAddresses(
                    RowValues.stream(rows).map(AddressStopService::own).toList()));
  }

  private static OwnWaitingAddress own(Row row) {
    WaitingAddress one = WaitingAddress.of(row);
    return new OwnWaitingAddress(
        one.channel(),
        one.address(),
        one.takesCodes(),
        row.getString("asked_by_name"),
        one.effectiveAt());
  }

  /** Stops all that waits for the caller; no-op without any. */
  Single<NoContent> stop(Command<Void> command) {
    PersonId me = command.caller().person();
    return stop(command, me, tx -> repository.takeAll(tx, me));
  }

  /** Stops what the caller has asked for of a person; no-op without any. */
  Single<NoContent> withdraw(Command<Void> command) {
    PersonId person = command.personId();
    return stop(
        command, person, tx -> repository.takeAskedBy(tx, person, command.caller().person()));
  }

  private Single<NoContent> stop(
      Command<Void> command, PersonId person, Function<Tx, Single<List<WaitingAddress>>> take) {
    return db.inTransaction(
        tx ->
            accounts
                .lock(tx, person)
                .andThen(Single.defer(() -> take.apply(tx)))
                .flatMapCompletable(
                    stopped ->
                        stopped.isEmpty()
                            ? Completable.complete()
                            : record(tx, command, person, command.caller().person()))
                .toSingleDefault(NoContent.NO_CONTENT));
  }

  /** Fails with {@link Failure.NotFound} when the link stops nothing. */
  Single<NoContent> stopByLink(Command<StopLink> command) {
    Buffer hash = waiting.stopHash(command.body().link());
    return db.inTransaction(
        tx ->
            repository
                .findPerson(tx, hash)
                .map(person -> person.orElseThrow(Failure.NotFound::new))
                .flatMap(person -> stop(tx, command, person, hash)));
  }

  private Single<NoContent> stop(Tx tx, Command<?> command, PersonId person, Buffer hash) {
    return accounts
        .lock(tx, person)
        .andThen(Single.defer(() -> repository.takeOfLink(tx, hash)))
        .flatMapCompletable(
            stopped ->
                stopped.isEmpty()
                    ? Completable.error(new Failure.NotFound())
                    : record(tx, command, person, null))
        .toSingleDefault(NoContent.NO_CONTENT);
  }

  /**
   * @param by null for whoever had the link
   */
  private Completable record(Tx tx, Command<?> command, PersonId person, PersonId by) {
    boolean helper = by != null && !by.equals(person);
    Completable logged =
        helper
            ? log.addWithActor(tx, SecurityEvent.CHANGE_STOPPED, person, by, command.clientInfo())
            : log.add(tx, SecurityEvent.CHANGE_STOPPED, person, command.clientInfo());
    return logged.andThen(mark.log(tx, person, by, PlanLogEvent.LOGIN_CHANGE_STOPPED));
  }
}
