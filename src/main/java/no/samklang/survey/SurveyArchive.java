package no.samklang.survey;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import no.samklang.access.PlanReads;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.operation.Command;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintTexts;
import no.samklang.survey.Surveys.LifeArea;
import no.samklang.text.Language;

/** The life areas for an archive (PLAN-3): each with all its dated statuses, newest first. */
@CheckReturnValue
final class SurveyArchive {
  private static final String STATUSES =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, s.id, s.life_area, s.text, s.at, by.first_name || ' ' || by.last_name as by_name
        from me
        left join (unnest(#{areas}::text[]) with ordinality as area (name, place)
                   join survey_status s on s.life_area = area.name and s.bin_id is null)
          on s.plan_id = me.member_plan_id and reads_area(me.member_role, me.member_rights, s.life_area)
        left join participant p on p.id = s.by_id
        left join person by on by.id = p.person_id
       order by area.place, s.at desc, s.id desc""";

  private SurveyArchive() {}

  static Single<List<PrintBlock>> blocks(PlanReads reads, Command<?> command) {
    return reads.queryRows(
        command,
        SurveyService.READ_ANY,
        STATUSES,
        SqlParams.of("areas", RowValues.column(SurveyService.AREAS, LifeArea::name, String[]::new)),
        (member, rows) -> blocks(command.language(), rows));
  }

  private static List<PrintBlock> blocks(Language language, RowSet<Row> rows) {
    List<PrintBlock> blocks = new ArrayList<>();
    LifeArea last = null;
    for (Row row : rows) {
      if (row.getValue("id") == null) {
        continue;
      }
      LifeArea area = LifeArea.valueOf(row.getString("life_area"));
      if (area != last) {
        blocks.add(PrintBlock.heading(0, PrintTexts.text(language, "area", area)));
        last = area;
      }
      PrintBlock.textIfAny(row.getString("text")).forEach(blocks::add);
      String written = PrintTexts.moment(language, RowValues.instant(row, "at"));
      blocks.add(
          PrintBlock.text(
              PrintTexts.text(language, "area.written", written, row.getString("by_name"))));
    }
    return blocks;
  }
}
