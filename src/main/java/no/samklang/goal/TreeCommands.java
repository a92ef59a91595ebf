package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.goal.Goals.AgreementInput;
import no.samklang.goal.Goals.ElementChange;
import no.samklang.goal.Goals.ElementKind;
import no.samklang.goal.Goals.HistoryInput;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.operation.Command;

/**
 * Runs changes to one kind of element of the tree: with the plan's lock, on the version that the
 * caller has seen, raising the tree's version.
 *
 * @param <T> the element as the contract answers it
 */
@CheckReturnValue
final class TreeCommands<T> {
  private final PlanCommands planCommands;
  private final ReaderNotices notices;
  private final ElementKind kind;
  private final ElementReader<T> reader;
  private final ToIntFunction<T> version;

  /** Reads an element as the caller may see it; fails with "not found". */
  @FunctionalInterface
  interface ElementReader<T> {
    Single<T> read(PlanReads reads, Command<?> command, UUID id);
  }

  TreeCommands(
      PlanCommands planCommands,
      ReaderNotices notices,
      ElementKind kind,
      ElementReader<T> reader,
      ToIntFunction<T> version) {
    this.planCommands = planCommands;
    this.notices = notices;
    this.kind = kind;
    this.reader = reader;
    this.version = version;
  }

  /** Creates an element once for each idempotency key, and notifies those who may read it. */
  Single<T> create(Command<?> command, BiFunction<PlanTx, UUID, Completable> creation) {
    return planCommands.create(
        command,
        Right.writeArea(kind.area()),
        (tx, id) ->
            creation
                .apply(tx, id)
                .andThen(notices.enqueue(tx, kind.area(), NoticeType.NEW_GOAL))
                .andThen(changed(tx, command, id, ElementChange.ADDED)),
        (tx, id) -> reader.read(tx.reads(), command, id));
  }

  /** Changes the content of the element of the path. Fails with {@code version.stale}. */
  Single<T> update(Command<?> command, BiFunction<PlanTx, T, Completable> change) {
    return change(command, Right.writeArea(kind.area()), ElementChange.CHANGED, change);
  }

  /**
   * Moves the element of the path to history, or back (GOAL-6). Fails with {@code version.stale},
   * and as {@link ElementStateRepository#setHistory} does.
   *
   * @param requirement fails if the caller may not move what belongs to the element
   */
  Single<T> setHistory(
      Command<HistoryInput> command, BiFunction<PlanTx, UUID, Completable> requirement) {
    boolean history = command.body().history();
    UUID id = id(command);
    return change(
        command,
        Right.writeArea(kind.area()),
        history ? ElementChange.TO_HISTORY : ElementChange.FROM_HISTORY,
        (tx, element) ->
            requirement
                .apply(tx, id)
                .andThen(
                    Completable.defer(
                        () -> ElementStateRepository.setHistory(tx, kind, id, history))));
  }

  /**
   * Stores the answer of the owner, or who decides for them (GOAL-11). Fails with {@code
   * version.stale}.
   */
  Single<T> setAgreed(Command<AgreementInput> command) {
    return change(
        command,
        Right.AGREE,
        ElementChange.AGREED,
        (tx, element) ->
            ElementStateRepository.setAgreed(tx, kind, id(command), command.body().agreed()));
  }

  private UUID id(Command<?> command) {
    return command.id(kind.column() + "Id");
  }

  private Single<T> change(
      Command<?> command,
      Right right,
      ElementChange event,
      BiFunction<PlanTx, T, Completable> change) {
    UUID id = id(command);
    return planCommands.run(
        command,
        right,
        tx ->
            reader
                .read(tx.reads(), command, id)
                .flatMap(
                    current ->
                        tx.requireCurrent(version.applyAsInt(current), Single.just(current))
                            .andThen(Completable.defer(() -> change.apply(tx, current)))
                            .andThen(changed(tx, command, id, event))));
  }

  private Single<T> changed(PlanTx tx, Command<?> command, UUID id, ElementChange change) {
    return Single.defer(() -> TreeVersion.raise(tx, kind.area(), kind.event(change)))
        .flatMap(unused -> reader.read(tx.reads(), command, id));
  }
}
