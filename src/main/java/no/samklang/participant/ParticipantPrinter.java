package no.samklang.participant;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.access.PlanReads;
import no.samklang.operation.Command;
import no.samklang.participant.Participants.Participant;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintPart;
import no.samklang.print.PrintTexts;
import no.samklang.text.Language;

/** Prints who takes part (PRINT-1). */
@CheckReturnValue
final class ParticipantPrinter {
  private ParticipantPrinter() {}

  static Map<PrintPart, PartPrinter> parts() {
    return Map.of(PrintPart.PARTICIPANTS, ParticipantPrinter::participants);
  }

  private static Single<List<PrintBlock>> participants(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    return new PlanGroupQuery(reads)
        .listWithoutAccessLog(command)
        .map(
            group -> {
              Language language = command.language();
              return PrintBlock.table(
                      List.of(
                          PrintTexts.text(language, "participant.name"),
                          PrintTexts.text(language, "participant.role"),
                          PrintTexts.text(language, "participant.work"),
                          PrintTexts.text(language, "participant.responsibility")),
                      group.items().stream().map(one -> row(language, one)).toList())
                  .toList();
            });
  }

  private static List<String> row(Language language, Participant participant) {
    return List.of(
        participant.name(),
        PrintTexts.text(language, "role", participant.role()),
        Stream.of(participant.jobTitle(), participant.workplace())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", ")),
        Objects.requireNonNullElse(participant.responsibility(), ""));
  }
}
