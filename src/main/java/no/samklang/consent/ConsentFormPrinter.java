package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.access.AccessLevel;
import no.samklang.access.Area;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.consent.Consents.ConsentPage;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.operation.Command;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintTexts;
import no.samklang.text.Language;

/**
 * Prints the consent as a form to sign by hand: participants, the areas that each reads, and their
 * periods (PART-8). For those who see all participants' rights.
 */
@CheckReturnValue
final class ConsentFormPrinter {
  private static final String SHARES =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, p.id, person.first_name || ' ' || person.last_name as name, p.role, p.rights::text as rights, period.*
        from me
        join participant p on p.plan_id = me.member_plan_id and takes_part(p, #{today})
        join person on person.id = p.person_id
        left join lateral consent_period(p, #{today}) period on true
       order by array_position(array['OWNER', 'GUARDIAN', 'NEXT_OF_KIN', 'COORDINATOR', 'PROVIDER'], p.role),
                person.last_name collate "nb-NO-x-icu", person.first_name collate "nb-NO-x-icu", p.id""";
  private static final int SIGNATURES = 2; // of the owner, and of who decides for them
  private static final String SPACE_TO_WRITE = "\u00A0\n\u00A0\n\u00A0";

  private ConsentFormPrinter() {}

  static Single<List<PrintBlock>> form(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    return shares(reads, command)
        .flatMap(
            shares ->
                new ConsentQuery(reads)
                    .get(reads, command)
                    .map(page -> blocks(command.language(), page, shares).toList()));
  }

  private static Single<List<List<String>>> shares(PlanReads reads, Command<?> command) {
    return reads.queryRows(
        command,
        Right.SEE_RIGHTS,
        SHARES,
        SqlParams.none(),
        (member, rows) ->
            RowValues.stream(rows).map(row -> share(command.language(), row)).toList());
  }

  private static List<String> share(Language language, Row row) {
    Role role = Role.valueOf(row.getString("role"));
    String period =
        PrintTexts.period(
            language, row.getLocalDate("period_from"), row.getLocalDate("period_until"));
    return List.of(
        row.getString("name"),
        PrintTexts.text(language, "role", role),
        areas(language, Rights.of(role, row.getString("rights"))),
        period == null ? "" : period);
  }

  static String areas(Language language, Rights rights) {
    List<Area> read =
        Stream.of(Area.values()).filter(area -> rights.level(area) != AccessLevel.NONE).toList();
    if (read.size() == Area.values().length) {
      return PrintTexts.text(language, "consentForm.allAreas");
    }
    return read.isEmpty()
        ? PrintTexts.text(language, "consentForm.noAreas")
        : read.stream()
            .map(area -> PrintTexts.text(language, "area", area))
            .collect(Collectors.joining(", "));
  }

  private static Stream<PrintBlock> blocks(
      Language language, ConsentPage page, List<List<String>> shares) {
    List<String> line = List.of(SPACE_TO_WRITE, SPACE_TO_WRITE, SPACE_TO_WRITE);
    return Stream.of(
            Stream.of(PrintBlock.text(PrintTexts.text(language, "consentForm.declaration"))),
            page.current() == null
                ? Stream.<PrintBlock>empty()
                : PrintBlock.facts(
                    PrintTexts.text(language, "consent.period"),
                        PrintTexts.period(language, page.current().from(), page.current().until()),
                    PrintTexts.text(language, "consent.scope"), page.current().scope(),
                    PrintTexts.text(language, "consent.notCovered"), page.current().notCovered()),
            PrintBlock.table(
                List.of(
                    PrintTexts.text(language, "participant.name"),
                    PrintTexts.text(language, "participant.role"),
                    PrintTexts.text(language, "consentForm.areas"),
                    PrintTexts.text(language, "consent.period")),
                shares),
            Stream.of(PrintBlock.text(PrintTexts.text(language, "consentForm.withdrawal"))),
            PrintBlock.table(
                List.of(
                    PrintTexts.text(language, "consentForm.placeAndDate"),
                    PrintTexts.text(language, "consentForm.signature"),
                    PrintTexts.text(language, "consentForm.capitals")),
                Stream.generate(() -> line).limit(SIGNATURES).toList()))
        .flatMap(blocks -> blocks);
  }
}
