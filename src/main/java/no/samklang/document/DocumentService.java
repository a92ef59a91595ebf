package no.samklang.document;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Area;
import no.samklang.access.Membership;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.bin.Bin;
import no.samklang.bin.Bin.Deletion;
import no.samklang.bin.BinKind;
import no.samklang.db.SqlParams;
import no.samklang.document.Documents.Document;
import no.samklang.document.Documents.DocumentInput;
import no.samklang.document.Documents.DocumentPage;
import no.samklang.document.Documents.DocumentQuery;
import no.samklang.error.Failure;
import no.samklang.event.PlanChanged;
import no.samklang.id.ParticipantId;
import no.samklang.operation.Command;
import no.samklang.operation.Result.Created;
import no.samklang.operation.UploadedFile;
import no.samklang.pdf.UploadedPdfPolicy;

/**
 * Documents of a plan (DOC-1): all participants add them, and read them unless they are kept to
 * chosen ones; who added one, the coordinator and the owner change and delete it.
 */
@CheckReturnValue
final class DocumentService {
  private static final String MEMBER = "select * from plan_member(#{plan}, #{person}, #{today})";
  private static final String RAISE =
      """
      update plan
         set documents_version = documents_version + 1, changed_at = case when $2 then $3 else changed_at end,
             changed_by = case when $2 then $4 else changed_by end
       where id = $1 returning documents_version as version""";
  private static final String DELETE =
      """
      update document set bin_id = #{bin}, version = version + 1
       where id = #{id} and plan_id = #{plan} and bin_id is null""";

  private final PlanReads planReads;
  private final PlanCommands planCommands;
  private final UploadedPdfPolicy policy;

  DocumentService(PlanReads planReads, PlanCommands planCommands, UploadedPdfPolicy policy) {
    this.planReads = planReads;
    this.planCommands = planCommands;
    this.policy = policy;
  }

  /** The documents that the caller may read. */
  Single<DocumentPage> list(Command<DocumentQuery> command) {
    return DocumentRepository.findPage(planReads, command);
  }

  Single<Document> get(Command<Void> command) {
    return DocumentRepository.get(planReads, command, command.id("documentId"));
  }

  /**
   * Adds a document, once for each idempotency key. The file is validated only after the access
   * check, and without holding a connection. Fails as {@link UploadedPdfPolicy#validate} and {@link
   * DocumentRepository#insert} do; nothing is stored then.
   */
  Single<Created> create(Command<UploadedFile> command) {
    boolean kept = Boolean.parseBoolean(command.body().query().get("kept"));
    return requireMember(command)
        .andThen(Single.defer(() -> policy.validate(command.body())))
        .flatMap(
            file ->
                planCommands.create(
                    command,
                    Right.ADD_DOCUMENTS,
                    (tx, id) -> insert(tx, command, id, file, kept),
                    (tx, id) -> DocumentRepository.get(tx.reads(), command, id)))
        .map(document -> new Created(document.id(), document));
  }

  private Completable requireMember(Command<?> command) {
    return planReads
        .withoutAccessLog()
        .queryRows(command, Right.ADD_DOCUMENTS, MEMBER, SqlParams.none(), (member, rows) -> member)
        .ignoreElement();
  }

  private static Single<Document> insert(
      PlanTx tx, Command<UploadedFile> command, UUID id, UploadedFile file, boolean kept) {
    return DocumentRepository.insert(tx, id, file, kept)
        .andThen(Single.defer(() -> DocumentRepository.get(tx.reads(), command, id)))
        .flatMap(document -> changed(tx, PlanLogEvent.DOCUMENT_ADDED, document));
  }

  /**
   * Changes name, description and readers. Fails with {@code version.stale}, and with {@code
   * access.denied} if the caller may not change it, or changes the readers of another's document.
   */
  Single<Document> update(Command<DocumentInput> command) {
    if (command.body().name().isBlank()) {
      return Single.error(new Failure.Invalid("request.invalid", "name", "required"));
    }
    UUID id = command.id("documentId");
    return planCommands.run(
        command,
        Right.ADD_DOCUMENTS,
        tx ->
            getChangeable(tx, command, id)
                .flatMap(
                    before ->
                        tx.requireCurrent(before.version(), Single.just(before))
                            .andThen(Single.defer(() -> update(tx, command, before)))));
  }

  private static Single<Document> update(
      PlanTx tx, Command<DocumentInput> command, Document before) {
    ParticipantId addedBy = before.addedBy().participantId();
    DocumentInput input = withoutReader(command.body(), addedBy);
    boolean shared = !isSame(before.readers(), input.readers());
    if (shared && !tx.member().participant().equals(addedBy)) {
      return Single.error(new Failure.Forbidden("access.denied"));
    }
    List<ParticipantId> told =
        DocumentReaders.union(
            DocumentReaders.of(before), DocumentReaders.of(addedBy, input.readers()));
    return DocumentRepository.update(tx, before.id(), input, shared)
        .andThen(Single.defer(() -> DocumentRepository.get(tx.reads(), command, before.id())))
        .flatMap(
            document ->
                changed(
                    tx,
                    PlanLogEvent.DOCUMENT_CHANGED,
                    DocumentReaders.of(document),
                    told,
                    document));
  }

  private static DocumentInput withoutReader(DocumentInput input, ParticipantId addedBy) {
    return input.readers() == null
        ? input
        : new DocumentInput(
            input.name(),
            input.description(),
            input.readers().stream().filter(reader -> !reader.equals(addedBy)).distinct().toList());
  }

  private static boolean isSame(List<ParticipantId> some, List<ParticipantId> others) {
    if (some == null || others == null) {
      return some == null && others == null;
    }
    return new HashSet<>(some).equals(new HashSet<>(others));
  }

  /** Moves a document to the bin (GOAL-7). Fails as {@link #update} does. */
  Single<Deletion> delete(Command<Void> command) {
    UUID id = command.id("documentId");
    return planCommands.run(
        command,
        Right.ADD_DOCUMENTS,
        tx ->
            getChangeable(tx, command, id)
                .flatMap(
                    document ->
                        tx.requireCurrent(document.version(), Single.just(document))
                            .andThen(
                                Single.defer(() -> Bin.delete(tx, BinKind.DOCUMENT, id, DELETE)))
                            .flatMap(
                                deletion ->
                                    changed(tx, PlanLogEvent.DOCUMENT_DELETED, document)
                                        .map(deleted -> deletion))));
  }

  private static Single<Document> getChangeable(PlanTx tx, Command<?> command, UUID id) {
    return DocumentRepository.get(tx.reads(), command, id)
        .doOnSuccess(document -> requireChangeable(tx.member(), document));
  }

  private static void requireChangeable(Membership member, Document document) {
    if (!document.mayChange()) {
      AccessPolicy.require(member, Right.CHANGE_DOCUMENTS);
    }
  }

  /** Logs a document that has been put back, and tells those who may read it. */
  static Completable restored(PlanTx tx, BinKind kind, UUID id, Area area) {
    return DocumentRepository.getReaders(tx, id)
        .flatMap(
            readers ->
                raise(
                    tx, PlanLogEvent.DOCUMENT_RESTORED, readers.orElse(null), readers.orElse(null)))
        .ignoreElement();
  }

  private static Single<Document> changed(PlanTx tx, PlanLogEvent event, Document document) {
    List<ParticipantId> readers = DocumentReaders.of(document);
    return changed(tx, event, readers, readers, document);
  }

  private static Single<Document> changed(
      PlanTx tx,
      PlanLogEvent event,
      List<ParticipantId> readers,
      List<ParticipantId> told,
      Document document) {
    return raise(tx, event, readers, told).map(version -> document);
  }

  /**
   * Raises the version of the plan's documents, and logs the change.
   *
   * @param readers who may read the document; null for all
   * @param told whose pages are told; null for all
   */
  private static Single<Integer> raise(
      PlanTx tx, PlanLogEvent event, List<ParticipantId> readers, List<ParticipantId> told) {
    tx.logFor(event, readers);
    return tx.execute(RAISE, tx.planId(), told == null, tx.now(), tx.caller().person())
        .map(rows -> rows.iterator().next().getInteger("version"))
        .doOnSuccess(
            version -> tx.publish(new PlanChanged(tx.planId(), "documents", version, null, told)));
  }
}
