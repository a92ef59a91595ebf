package no.samklang.about;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samklang.about.Abouts.About;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.operation.Command;
import no.samklang.operation.Result.FileContent;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintPart;
import no.samklang.print.PrintTexts;
import no.samklang.text.Language;

/** Prints the owner's presentation of themselves (PRINT-1). */
@CheckReturnValue
final class AboutPrinter {
  private AboutPrinter() {}

  static Map<PrintPart, PartPrinter> parts() {
    return Map.of(PrintPart.ABOUT, AboutPrinter::about);
  }

  private static Single<List<PrintBlock>> about(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    return AboutRepository.get(reads, command, Right.READ)
        .flatMap(
            about ->
                picture(reads, command, about)
                    .map(picture -> blocks(command.language(), about, picture)));
  }

  private static Single<Optional<Buffer>> picture(
      PlanReads reads, Command<?> command, About about) {
    return about.pictureVersion() == null
        ? Single.just(Optional.empty())
        : AboutPictureRepository.get(reads, command).map(FileContent::content).map(Optional::of);
  }

  private static List<PrintBlock> blocks(Language language, About about, Optional<Buffer> picture) {
    List<PrintBlock> blocks = new ArrayList<>();
    picture.ifPresent(
        content ->
            blocks.add(
                PrintBlock.picture(
                    PrintTexts.text(language, "about.picture"),
                    "/about/picture?v=" + about.pictureVersion(),
                    content)));
    PrintBlock.textIfAny(about.text()).forEach(blocks::add);
    PrintBlock.headedTextIfAny(0, PrintTexts.text(language, "about.matters"), about.matters())
        .forEach(blocks::add);
    PrintBlock.table(
            List.of(
                PrintTexts.text(language, "about.link"),
                PrintTexts.text(language, "about.address")),
            about.links().stream().map(link -> List.of(link.title(), link.url())).toList())
        .forEach(blocks::add);
    return blocks;
  }
}
