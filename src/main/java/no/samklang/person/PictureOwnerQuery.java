package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Membership;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;

/**
 * Finds the person whose picture the caller may change: the caller, or a participant whom the
 * caller may edit (PERSON-6). Both methods fail as {@link AccessPolicy#require} does, and with
 * {@link Failure.NotFound} for a participant who isn't in the plan.
 */
@CheckReturnValue
final class PictureOwnerQuery {
  private static final String WITH_MEMBER =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, pt.id, pt.person_id
        from me
        left join participant pt on pt.id = #{participant} and pt.plan_id = me.member_plan_id and pt.removed_at is null""";
  private static final String PARTICIPANT =
      "select id, person_id from participant where id = $1 and plan_id = $2 and removed_at is null";

  private final PlanReads planReads;

  PictureOwnerQuery(PlanReads planReads) {
    this.planReads = planReads;
  }

  Single<PersonId> get(Command<?> command) {
    SqlParams params = SqlParams.of("participant", command.participantId());
    return planReads.queryOne(
        command, Right.READ, WITH_MEMBER, params, PictureOwnerQuery::requireEditable);
  }

  Single<PersonId> get(PlanTx tx, ParticipantId participant) {
    return tx.query(PARTICIPANT, participant, tx.planId())
        .map(rows -> RowValues.first(rows).orElseThrow(Failure.NotFound::new))
        .map(row -> requireEditable(tx.member(), row));
  }

  private static PersonId requireEditable(Membership me, Row row) {
    if (!me.participant().value().equals(row.getUUID("id"))) {
      AccessPolicy.require(me, Right.EDIT_PERSONS);
    }
    return new PersonId(row.getUUID("person_id"));
  }
}
