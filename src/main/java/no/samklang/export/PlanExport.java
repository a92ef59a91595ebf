package no.samklang.export;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.functions.Function;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.error.Failure;
import no.samklang.export.ExportRepository.TakenExport;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;
import no.samklang.operation.Operation;
import no.samklang.print.PartPrinter;
import no.samklang.print.PartPrinter.PrintOptions;
import no.samklang.print.PrintPart;
import no.samklang.print.PrintTexts;
import no.samklang.print.PrintedPart;
import no.samklang.security.Caller;

/** Reads a plan for its download, by the rights that the person has when it is made. */
@CheckReturnValue
final class PlanExport {
  private static final Operation MAKING = new Operation("orderPlanExport", 202, null);

  private final PlanCommands planCommands;
  private final Map<PrintPart, PartPrinter> parts;

  PlanExport(PlanCommands planCommands, Map<PrintPart, PartPrinter> parts) {
    this.planCommands = planCommands;
    this.parts = parts;
  }

  /** In one snapshot; fails as {@link PlanCommands#runOnSnapshot} does. */
  <T> Single<T> read(TakenExport export, PlanId plan, Function<PlanTx, Single<T>> reading) {
    return planCommands.runOnSnapshot(command(export, plan), Right.EXPORT_PLAN, reading);
  }

  /** The plan as it is printed; parts that the person may not read are left out. */
  Single<List<PrintedPart>> printed(PlanTx tx, TakenExport export) {
    Command<Void> command = command(export, tx.planId());
    return Flowable.fromStream(Stream.of(PrintPart.values()))
        .filter(part -> part != PrintPart.CONSENT_FORM)
        .concatMapMaybe(part -> printed(tx, command, part))
        .toList();
  }

  private Maybe<PrintedPart> printed(PlanTx tx, Command<Void> command, PrintPart part) {
    return parts
        .get(part)
        .print(tx.reads(), command, new PrintOptions(true, true))
        .map(
            blocks ->
                new PrintedPart(PrintTexts.text(command.language(), "print.part", part), blocks))
        .toMaybe()
        .onErrorComplete(Failure.Forbidden.class::isInstance);
  }

  private static Command<Void> command(TakenExport export, PlanId plan) {
    return new Command<>(
        MAKING,
        new Caller(export.person(), null, null, false),
        null,
        Map.of("planId", plan.value().toString()),
        Command.Headers.of(export.language()),
        null,
        null);
  }
}
