package no.samklang.meeting;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.samklang.access.PlanTx;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.id.ParticipantId;
import no.samklang.meeting.MinutesContent.Point;
import no.samklang.meeting.MinutesContent.PointDecision;

/** The minutes in the table {@code meeting}, of its points, and their decisions. */
@CheckReturnValue
final class MinutesRepository {
  private static final String UPDATE =
      """
      with changed as (
        update meeting
           set minutes_at = #{now}, minutes_by = #{member}, agree_by = #{agreeBy}, changed_by = #{member}, changed_at = #{now},
               version = version + 1
         where id = #{id} returning id
      ), points as (
        insert into meeting_point (id, meeting_id, position, title, minutes)
        select point.id, changed.id, point.position, point.title, point.minutes
          from changed, unnest(#{points}::uuid[], #{titles}::text[], #{texts}::text[])
                          with ordinality as point (id, title, minutes, position)
        on conflict (id) do update set position = excluded.position, minutes = excluded.minutes
      ), unsaid as (
        -- other minutes than those that they have said something to
        update meeting_invited i set agrees = null, objection = null, agreed_at = null from changed where i.meeting_id = changed.id
      )
      delete from meeting_decision d using meeting_point pt, changed
       where pt.id = d.point_id and pt.meeting_id = changed.id and d.id <> all (#{decisions}::uuid[])""";
  private static final String SET_DECISIONS =
      """
      insert into meeting_decision (id, point_id, position, title, due, activity_id)
      select made.id, made.point_id, made.position, made.title, made.due, made.activity_id
        from unnest(#{decisions}::uuid[], #{decisionPoints}::uuid[], #{decisionTitles}::text[], #{dues}::date[], #{activities}::uuid[])
               with ordinality as made (id, point_id, title, due, activity_id, position)
      on conflict (id) do update set point_id = excluded.point_id, position = excluded.position""";
  private static final String ADD_RESPONSIBLE =
      """
      insert into meeting_decision_responsible (decision_id, participant_id, position)
      select one.decision_id, one.participant_id, one.position
        from unnest(#{decisions}::uuid[], #{responsible}::uuid[]) with ordinality as one (decision_id, participant_id, position)
      on conflict do nothing""";

  private record PlacedDecision(UUID pointId, PointDecision decision) {}

  private record ResponsibleRow(UUID decision, ParticipantId participant) {}

  private MinutesRepository() {}

  /**
   * Stores minutes, after the activities of their new decisions. Decisions that are kept stay as
   * they were decided.
   */
  static Completable update(PlanTx tx, UUID id, MinutesContent content) {
    List<PlacedDecision> decisions = decisions(content);
    SqlParams params =
        SqlParams.of("id", id)
            .and("now", tx.now())
            .and("member", tx.member().participant())
            .and("agreeBy", content.agreeBy())
            .and("points", RowValues.column(content.points(), Point::id, UUID[]::new))
            .and("titles", RowValues.column(content.points(), Point::title, String[]::new))
            .and("texts", RowValues.column(content.points(), Point::text, String[]::new))
            .and(
                "decisions",
                RowValues.column(decisions, placed -> placed.decision().id(), UUID[]::new));
    return tx.execute(UPDATE, params)
        .ignoreElement()
        .andThen(Completable.defer(() -> setDecisions(tx, decisions)))
        .andThen(Completable.defer(() -> addResponsible(tx, content.newDecisions())));
  }

  private static List<PlacedDecision> decisions(MinutesContent content) {
    List<PlacedDecision> decisions = new ArrayList<>();
    content
        .points()
        .forEach(
            point ->
                point
                    .decisions()
                    .forEach(decision -> decisions.add(new PlacedDecision(point.id(), decision))));
    return decisions;
  }

  private static Completable setDecisions(PlanTx tx, List<PlacedDecision> decisions) {
    if (decisions.isEmpty()) {
      return Completable.complete();
    }
    SqlParams params =
        SqlParams.of(
                "decisions",
                RowValues.column(decisions, placed -> placed.decision().id(), UUID[]::new))
            .and(
                "decisionPoints", RowValues.column(decisions, PlacedDecision::pointId, UUID[]::new))
            .and(
                "decisionTitles",
                RowValues.column(
                    decisions, placed -> placed.decision().input().title().strip(), String[]::new))
            .and(
                "dues",
                RowValues.column(
                    decisions, placed -> placed.decision().input().due(), LocalDate[]::new))
            .and(
                "activities",
                RowValues.column(decisions, placed -> placed.decision().activityId(), UUID[]::new));
    return tx.execute(SET_DECISIONS, params).ignoreElement();
  }

  private static Completable addResponsible(PlanTx tx, List<PointDecision> decisions) {
    List<ResponsibleRow> rows =
        decisions.stream()
            .flatMap(
                decision ->
                    decision.input().responsible().stream()
                        .map(participant -> new ResponsibleRow(decision.id(), participant)))
            .toList();
    if (rows.isEmpty()) {
      return Completable.complete();
    }
    SqlParams params =
        SqlParams.of("decisions", RowValues.column(rows, ResponsibleRow::decision, UUID[]::new))
            .ids("responsible", rows.stream().map(ResponsibleRow::participant).toList());
    return tx.execute(ADD_RESPONSIBLE, params).ignoreElement();
  }
}
