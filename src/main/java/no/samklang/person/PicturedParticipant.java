package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.bus.Failure;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;

/**
 * Whose picture a participant's is: the caller's own, or that of one whom the caller may edit
 * (PERSON-6). Both fail as {@link Access#require} does, and with {@link Failure.NotFound} for one
 * who isn't in the plan.
 */
@CheckReturnValue
final class PicturedParticipant {
  private static final String WITH_MEMBER =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, pt.id, pt.person_id
        from me
        left join participant pt on pt.id = #{participant} and pt.plan_id = me.member_plan_id and pt.removed_at is null""";
  private static final String PARTICIPANT =
      "select id, person_id from participant where id = $1 and plan_id = $2 and removed_at is null";

  private final PlanReads planReads;

  PicturedParticipant(PlanReads planReads) {
    this.planReads = planReads;
  }

  Single<PersonId> find(Command<?> command) {
    Params params = Params.of("participant", command.participantId());
    return planReads.one(command, Right.READ, WITH_MEMBER, params, PicturedParticipant::editable);
  }

  Single<PersonId> find(PlanTx tx, ParticipantId participant) {
    return tx.query(PARTICIPANT, participant, tx.planId())
        .map(rows -> Rows.first(rows).orElseThrow(Failure.NotFound::new))
        .map(row -> editable(tx.member(), row));
  }

  private static PersonId editable(Membership me, Row row) {
    if (!me.participant().value().equals(row.getUUID("id"))) {
      Access.demand(me, Right.EDIT_PERSONS);
    }
    return new PersonId(row.getUUID("person_id"));
  }
}
