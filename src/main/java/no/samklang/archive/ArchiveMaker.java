package no.samklang.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.Collectors;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.archive.ArchiveQueue.MadeArchive;
import no.samklang.archive.ArchiveZip.ZippedFile;
import no.samklang.archive.Archives.ArchivePart;
import no.samklang.audit.ChainedLog;
import no.samklang.concurrent.WorkerPool;
import no.samklang.document.ArchivedDocuments;
import no.samklang.document.ArchivedDocuments.ArchivedDocument;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.print.PdfPrinter;
import no.samklang.print.PrintSections;
import no.samklang.print.PrintTexts;
import no.samklang.print.Prints.PrintContent;

/**
 * Makes the ZIP of an archive (PLAN-3): the plan as PDF/A-2a, the documents as they are stored, the
 * log with its chain, all of it as JSON, and an {@code arkivmelding} (Noark 5) with the checksums.
 * It holds what who asked for it may read when it is made (PRINT-2), of one moment.
 */
@CheckReturnValue
final class ArchiveMaker {
  private static final double READ = 0.1;
  private static final double PRINTED = 0.4;
  private static final double WITH_DOCUMENTS = 0.9;
  private static final int PERCENT = 100;

  private final PlanCommands planCommands;
  private final PlanReads reads;
  private final PrintSections parts;
  private final PdfPrinter printer;
  private final WorkerPool workers;
  private final ArchiveQueue queue;

  ArchiveMaker(
      PlanCommands planCommands,
      PlanReads planReads,
      PrintSections parts,
      PdfPrinter printer,
      WorkerPool workers,
      ArchiveQueue queue) {
    this.planCommands = planCommands;
    this.reads = planReads.withoutAccessLog();
    this.parts = parts;
    this.printer = printer;
    this.workers = workers;
    this.queue = queue;
  }

  /**
   * Fails with {@link Failure.NotFound} or {@link Failure.Forbidden} if who asked for it may no
   * longer archive the plan, or read one of the parts.
   */
  Single<MadeArchive> make(ClaimedArchive archive) {
    Command<Void> command = archive.command();
    return planCommands
        .runOnSnapshot(
            command, Right.ARCHIVE, tx -> ArchiveSnapshot.read(tx, command, archive.order(), parts))
        .flatMap(snapshot -> write(archive, command, snapshot));
  }

  private Single<MadeArchive> write(
      ClaimedArchive archive, Command<Void> command, ArchiveSnapshot snapshot) {
    ArchiveZip zip =
        new ArchiveZip(
            workers,
            (position, content) -> queue.addContent(archive, position, content),
            snapshot.at());
    Arkivmelding message = new Arkivmelding(archive, snapshot);
    return queue
        .deleteContent(archive)
        .andThen(queue.progress(archive, READ))
        .andThen(Completable.defer(() -> addPdf(archive, snapshot, zip, message)))
        .andThen(Completable.defer(() -> addDocuments(archive, command, snapshot, zip, message)))
        .andThen(Completable.defer(() -> addJson(snapshot, zip, message)))
        .andThen(Completable.defer(() -> addLog(archive, command, snapshot, zip, message)))
        .andThen(Completable.defer(() -> addReadme(archive, snapshot, zip, message)))
        .andThen(
            Single.defer(() -> zip.add("arkivmelding.xml", Flowable.fromCallable(message::xml))))
        .flatMap(added -> zip.add("SHA256SUMS", sums(zip)))
        .flatMap(added -> zip.finish())
        .map(
            whole ->
                new MadeArchive(
                    snapshot.at(), snapshot.header().logSeq(), whole.size(), whole.sha256()));
  }

  private Completable addPdf(
      ClaimedArchive archive, ArchiveSnapshot snapshot, ArchiveZip zip, Arkivmelding message) {
    PrintContent content =
        new PrintContent(
            archive.language(),
            snapshot.title(archive.language()),
            PrintTexts.text(
                archive.language(),
                "archive.note",
                snapshot.header().reader(),
                PrintTexts.moment(archive.language(), snapshot.at())),
            snapshot.sections());
    if (snapshot.sections().isEmpty()) {
      return Completable.complete();
    }
    return zip.add("plan.pdf", printer.archive(content, percent -> printed(archive, percent)))
        .doOnSuccess(message::addPlan)
        .ignoreElement();
  }

  private Completable printed(ClaimedArchive archive, int percent) {
    return queue.progress(archive, share(READ, PRINTED, percent, PERCENT));
  }

  private Completable addDocuments(
      ClaimedArchive archive,
      Command<Void> command,
      ArchiveSnapshot snapshot,
      ArchiveZip zip,
      Arkivmelding message) {
    List<ArchivedDocument> documents = snapshot.documents();
    return Flowable.range(0, documents.size())
        .concatMapCompletable(
            number ->
                zip.add(documentName(number), content(command, documents.get(number)).toFlowable())
                    .doOnSuccess(file -> message.addDocument(file, documents.get(number)))
                    .flatMapCompletable(
                        file ->
                            queue.progress(
                                archive,
                                share(PRINTED, WITH_DOCUMENTS, number + 1, documents.size()))),
            1);
  }

  /** One that is gone since it was listed makes the attempt fail: the next shows another moment. */
  private Single<Buffer> content(Command<Void> command, ArchivedDocument document) {
    return ArchivedDocuments.content(reads, command, document.id())
        .onErrorResumeNext(
            failure ->
                Single.error(
                    failure instanceof Failure.NotFound
                        ? new IllegalStateException("A document is gone")
                        : failure));
  }

  private static String documentName(int number) {
    return "dokumenter/%03d.pdf".formatted(number + 1);
  }

  private static Completable addJson(
      ArchiveSnapshot snapshot, ArchiveZip zip, Arkivmelding message) {
    return zip.add("plan.json", PlanJson.of(snapshot, message))
        .doOnSuccess(message::addJson)
        .ignoreElement();
  }

  /** What is in the log isn't changed any more: it is read after the snapshot, up to its end. */
  private Completable addLog(
      ClaimedArchive archive,
      Command<Void> command,
      ArchiveSnapshot snapshot,
      ArchiveZip zip,
      Arkivmelding message) {
    if (!archive.order().parts().contains(ArchivePart.LOG)) {
      return Completable.complete();
    }
    int end = snapshot.header().logSeq();
    return queue
        .progress(archive, WITH_DOCUMENTS)
        .andThen(zip.add("logg/logg.jsonl", LogLines.json(ChainedLog.read(reads, command, end))))
        .doOnSuccess(message::addLog)
        .flatMap(
            file -> zip.add("logg/kjede.txt", LogLines.chain(ChainedLog.read(reads, command, end))))
        .doOnSuccess(message::addChain)
        .ignoreElement();
  }

  private static Completable addReadme(
      ClaimedArchive archive, ArchiveSnapshot snapshot, ArchiveZip zip, Arkivmelding message) {
    return zip.add(
            "LES-MEG.txt",
            Flowable.fromCallable(() -> ArchiveReadme.of(snapshot, archive.language())))
        .doOnSuccess(message::addReadme)
        .ignoreElement();
  }

  /** As {@code sha256sum} writes and checks them. */
  private static Flowable<Buffer> sums(ArchiveZip zip) {
    return Flowable.just(
        Buffer.buffer(zip.files().stream().map(ArchiveMaker::sum).collect(Collectors.joining())));
  }

  private static String sum(ZippedFile file) {
    return file.sha256() + "  " + file.name() + "\n";
  }

  private static double share(double from, double to, int done, int all) {
    return from + (to - from) * done / all;
  }
}
