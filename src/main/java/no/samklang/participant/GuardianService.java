package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.access.Role;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.participant.Cards.GuardianConfirmation;

/**
 * Confirms new guardians (PERSON-15): one who was only written in doesn't decide for the owner
 * before another guardian, a signed paper or a second coordinator has confirmed them.
 */
@CheckReturnValue
final class GuardianService {
  // Who has added the participant, also in the plan that this one comes from, or helped with the
  // person's login, can't be the second of two.
  private static final String FIND =
      """
      select p.role, p.authority_confirmed_at is not null as confirmed, p.person_id = #{caller} as is_caller, p.version,
             exists (select from plan_log l
                      where l.person_id = #{caller}
                        and (l.participant_id = p.id or l.participant_id in (
                          select old.id from plan before join participant old on old.plan_id = before.id
                           where before.successor_id = p.plan_id and old.person_id = p.person_id))
                        and l.event in ('PARTICIPANT_ADDED', 'PARTICIPANT_CHANGED', 'RIGHTS_CHANGED'))
               or exists (select from security_event e
                      where e.person_id = p.person_id and e.by_id = #{caller}
                        and e.event in ('ACCOUNT_CREATED', 'ACCOUNT_CHANGED', 'PASSWORD_GIVEN', 'ADDRESS_CHANGED', 'CHANGE_ASKED'))
               as acted,
             exists (select from consent c join consent_paper paper on paper.consent_id = c.id and paper.added_at >= p.since
                      where c.plan_id = p.plan_id and c.ended_at is null and c.capacity = 'GUARDIAN') as has_paper
        from participant p
       where p.id = #{participant} and p.plan_id = #{plan} and p.removed_at is null""";
  private static final String CONFIRM =
      """
      update participant
         set authority_confirmed_at = $2, authority_confirmed_by = $3, authority_basis = $4, version = version + 1
       where id = $1 and authority_confirmed_at is null""";

  private final PlanCommands planCommands;

  GuardianService(PlanCommands planCommands) {
    this.planCommands = planCommands;
  }

  /** On what a guardian was confirmed. */
  private enum GuardianBasis {
    GUARDIAN,
    PAPER,
    COORDINATOR
  }

  /**
   * Confirms a guardian; no-op for one who is confirmed. Fails with {@code guardian.notGuardian}
   * for another role, with {@code guardian.paperMissing} when no paper signed by the guardian has
   * been put in with the present consent since they were added, and with {@link Failure.Forbidden}
   * {@code guardian.secondNeeded} for the participant and for the coordinator who added them,
   * changed their card or helped with their login.
   */
  Single<NoContent> confirm(Command<GuardianConfirmation> command) {
    return planCommands.run(
        command,
        Right.CONFIRM_GUARDIAN,
        tx ->
            find(tx, command)
                .flatMapCompletable(
                    row ->
                        row.getBoolean("confirmed")
                            ? Completable.complete()
                            : confirm(tx, command, row))
                .toSingleDefault(NoContent.NO_CONTENT));
  }

  private static Single<Row> find(PlanTx tx, Command<?> command) {
    SqlParams params =
        SqlParams.of("participant", command.participantId())
            .and("plan", tx.planId())
            .and("caller", tx.caller().person());
    return tx.query(FIND, params)
        .map(rows -> RowValues.first(rows).orElseThrow(Failure.NotFound::new));
  }

  private static Completable confirm(PlanTx tx, Command<GuardianConfirmation> command, Row row) {
    GuardianBasis basis = basis(tx, row, command.body().paper());
    return tx.execute(
            CONFIRM, command.participantId(), tx.now(), tx.caller().person(), basis.name())
        .doOnSuccess(
            confirmed -> {
              tx.log(
                  PlanLogEvent.GUARDIAN_CONFIRMED,
                  command.participantId(),
                  new JsonObject().put("basis", basis.name()));
              tx.markChanged("participants", row.getInteger("version") + 1);
            })
        .ignoreElement();
  }

  private static GuardianBasis basis(PlanTx tx, Row row, boolean paper) {
    if (!Role.GUARDIAN.name().equals(row.getString("role"))) {
      throw new Failure.Conflict("guardian.notGuardian", null);
    }
    if (row.getBoolean("is_caller")) {
      throw new Failure.Forbidden("guardian.secondNeeded");
    }
    if (paper) {
      return requirePaper(row);
    }
    if (row.getBoolean("acted")) {
      throw new Failure.Forbidden("guardian.secondNeeded");
    }
    return tx.member().isCoordinator() ? GuardianBasis.COORDINATOR : GuardianBasis.GUARDIAN;
  }

  private static GuardianBasis requirePaper(Row row) {
    if (!row.getBoolean("has_paper")) {
      throw new Failure.Invalid("guardian.paperMissing", "paper", "guardian.paperMissing");
    }
    return GuardianBasis.PAPER;
  }
}
