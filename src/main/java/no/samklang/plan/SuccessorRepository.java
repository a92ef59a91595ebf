package no.samklang.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.List;
import no.samklang.access.PlanTx;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;

/** Copies a stafettlogg to the individual plan that it becomes (PLAN-7). */
@CheckReturnValue
final class SuccessorRepository {
  // sections that had a version keep it, so that no page takes what it has of the old plan for the
  // new one's
  private static final String INSERT =
      """
      insert into plan (id, organisation_id, type, short_name, start_date, planned_end, legal_basis, legal_basis_text, status, status_at,
                        log_open, goals_version, comments_version, survey_version, specialist_plans_version, changed_at, changed_by)
      select #{successor}, organisation_id, 'IP', short_name, #{today}, #{plannedEnd}, #{basis}, #{basisText}, status, status_at,
             log_open, goals_version, comments_version, survey_version, specialist_plans_version, #{now}, #{by}
        from plan where id = #{plan}""";
  private static final String COPY = "select copy_to_successor($1, $2, $3)";
  private static final String POINT = "update plan set successor_id = $2 where id = $1";
  private static final String PARTICIPANTS =
      "select id, role from participant where plan_id = $1 and removed_at is null order by since, id";

  record CopiedParticipant(ParticipantId id, String role) {
    static CopiedParticipant of(Row row) {
      return new CopiedParticipant(new ParticipantId(row.getUUID("id")), row.getString("role"));
    }
  }

  /** Inserts the plan with what goes along. */
  Completable insert(PlanTx tx, PlanId successor, NewSuccessor body) {
    LegalBasis basis = body.legalBasis();
    SqlParams params =
        SqlParams.of("successor", successor)
            .and("plan", tx.planId())
            .and("today", tx.today())
            .and("plannedEnd", body.plannedEnd())
            .and("basis", basis == null ? null : basis.basis())
            .and("basisText", basis == null ? null : basis.text())
            .and("now", tx.now())
            .and("by", tx.caller().person());
    return tx.execute(INSERT, params)
        .flatMap(inserted -> tx.execute(COPY, tx.planId(), successor, tx.now()))
        .ignoreElement();
  }

  /** Notes in the old plan which one it has become. */
  Completable point(PlanTx tx, PlanId successor) {
    return tx.execute(POINT, tx.planId(), successor).ignoreElement();
  }

  /** Those who take part in the new plan. */
  Single<List<CopiedParticipant>> participants(PlanTx tx, PlanId successor) {
    return tx.query(PARTICIPANTS, successor)
        .map(rows -> RowValues.stream(rows).map(CopiedParticipant::of).toList());
  }
}
