package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import no.samklang.access.PlanTx;
import no.samklang.id.ParticipantId;

/** The services of participants (PART-9), in transactions that hold the plan's lock. */
@CheckReturnValue
final class RepresentationRepository {
  private static final String GET =
      """
      select p.service_name, p.service_organisation, p.responsibility,
             exists (select from plan_members($2) where member_id = p.id and member_is_open) as is_open
        from participant p
       where p.id = $1""";
  private static final String UPDATE =
      """
      update participant set service_name = $2, service_organisation = $3, version = version + 1 where id = $1""";

  /**
   * What a participant stands for.
   *
   * @param service null for none
   * @param responsibility null for none
   * @param hasAccess whether the participant has access today
   */
  record Representation(RepresentedService service, String responsibility, boolean hasAccess) {
    static Representation of(Row row) {
      return new Representation(
          RepresentedService.of(row), row.getString("responsibility"), row.getBoolean("is_open"));
    }

    @Override
    public String toString() {
      return "Representation";
    }
  }

  /** The participant must exist. */
  Single<Representation> get(PlanTx tx, ParticipantId participant) {
    return tx.query(GET, participant, tx.today())
        .map(rows -> Representation.of(rows.iterator().next()));
  }

  /**
   * @param service null for none
   */
  Completable update(PlanTx tx, ParticipantId participant, RepresentedService service) {
    return tx.execute(
            UPDATE,
            participant,
            service == null ? null : service.name(),
            service == null ? null : service.organisation())
        .ignoreElement();
  }
}
