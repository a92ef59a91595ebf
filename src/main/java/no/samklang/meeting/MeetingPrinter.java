package no.samklang.meeting;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import no.samklang.access.PlanReads;
import no.samklang.meeting.Meetings.AgendaPoint;
import no.samklang.meeting.Meetings.Decision;
import no.samklang.meeting.Meetings.Invited;
import no.samklang.meeting.Meetings.Meeting;
import no.samklang.meeting.Meetings.MeetingQuery;
import no.samklang.meeting.Meetings.MinutesPoint;
import no.samklang.operation.Command;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintPart;
import no.samklang.print.PrintTexts;
import no.samklang.text.Language;

/**
 * Prints the latest meetings that the reader may read, with agenda and minutes (PRINT-1, PRINT-2).
 */
@CheckReturnValue
final class MeetingPrinter {
  private static final int MAX_MEETINGS = 50;

  private MeetingPrinter() {}

  static Map<PrintPart, PartPrinter> parts() {
    return Map.of(PrintPart.MEETINGS, MeetingPrinter::meetings);
  }

  private static Single<List<PrintBlock>> meetings(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    return MeetingQueries.page(reads, command.withBody(new MeetingQuery(null, MAX_MEETINGS, null)))
        .flattenAsFlowable(page -> page.items())
        .concatMapSingle(meeting -> MeetingQueries.get(reads, command, meeting.id()))
        .concatMap(meeting -> Flowable.fromIterable(blocks(command.language(), meeting)))
        .toList();
  }

  private static List<PrintBlock> blocks(Language language, Meeting meeting) {
    List<PrintBlock> blocks = new ArrayList<>();
    blocks.add(PrintBlock.heading(0, meeting.title()));
    String invited =
        meeting.invited().stream()
            .map(one -> invited(language, one))
            .collect(Collectors.joining(", "));
    String agenda =
        meeting.agenda().stream()
            .map(point -> "– " + point.title())
            .collect(Collectors.joining("\n"));
    PrintBlock.facts(
            PrintTexts.text(language, "meeting.when"),
            PrintTexts.moment(language, OffsetDateTime.parse(meeting.start()).toInstant()),
            PrintTexts.text(language, "meeting.where"),
            meeting.place(),
            PrintTexts.text(language, "meeting.invited"),
            invited,
            PrintTexts.text(language, "meeting.agenda"),
            agenda)
        .forEach(blocks::add);
    if (meeting.minutes() != null) {
      addMinutes(language, blocks, meeting);
    }
    return blocks;
  }

  private static String invited(Language language, Invited one) {
    if (one.coming() == null) {
      return one.name();
    }
    String key = one.coming() ? "meeting.coming" : "meeting.notComing";
    return PrintTexts.text(language, key, one.name());
  }

  private static void addMinutes(Language language, List<PrintBlock> blocks, Meeting meeting) {
    blocks.add(PrintBlock.heading(1, PrintTexts.text(language, "meeting.minutes")));
    Map<UUID, String> titles =
        meeting.agenda().stream().collect(Collectors.toMap(AgendaPoint::id, AgendaPoint::title));
    for (MinutesPoint point : meeting.minutes().points()) {
      blocks.add(PrintBlock.heading(2, titles.getOrDefault(point.agendaId(), "")));
      PrintBlock.textIfAny(point.text()).forEach(blocks::add);
      PrintBlock.table(
              List.of(
                  PrintTexts.text(language, "meeting.decision"),
                  PrintTexts.text(language, "meeting.responsible"),
                  PrintTexts.text(language, "meeting.due")),
              point.decisions().stream().map(one -> decision(language, one)).toList())
          .forEach(blocks::add);
    }
    PrintBlock.table(
            List.of(
                PrintTexts.text(language, "meeting.objector"),
                PrintTexts.text(language, "meeting.objection")),
            meeting.invited().stream()
                .filter(one -> one.objection() != null)
                .map(one -> List.of(one.name(), one.objection()))
                .toList())
        .forEach(blocks::add);
  }

  private static List<String> decision(Language language, Decision decision) {
    return List.of(
        decision.title(),
        decision.responsible().stream().map(one -> one.name()).collect(Collectors.joining(", ")),
        decision.due() == null ? "" : PrintTexts.date(language, decision.due()));
  }
}
