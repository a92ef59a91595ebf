package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.Optional;
import java.util.UUID;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.consent.Consents.SignedDocument;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.operation.Command;
import no.samklang.operation.Result.FileContent;
import no.samklang.operation.UploadedFile;
import no.samklang.pdf.PdfValidator;
import no.samklang.pdf.UploadedPdfPolicy;

/** Stores consents signed on paper (PART-4, DOC-3). */
@CheckReturnValue
final class SignedDocumentService {
  /** One document is enough; the rest allows for scanning again. */
  private static final int MAX_DOCUMENTS = 10;

  private static final String FILE_NAME = "samtykke.pdf";

  private static final String CURRENT =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, c.id
        from me
        left join lateral (
          select id from consent
           where plan_id = me.member_plan_id and (ended_at is null or end_reason = 'WITHDRAWN')
           order by ended_at desc nulls first limit 1) c on true"""; // after a withdrawal, for the next consent
  private static final String DOCUMENT =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, newest.id, newest.content
        from me
        left join consent c on c.plan_id = me.member_plan_id and c.ended_at is null
        left join lateral (
          select id, content from consent_paper where consent_id = c.id order by added_at desc limit 1) newest on true""";

  private final PlanReads planReads;
  private final PlanCommands planCommands;
  private final ConsentQuery consents;
  private final UploadedPdfPolicy policy;
  private final ConsentRepository repository = new ConsentRepository();

  SignedDocumentService(
      PlanReads planReads,
      PlanCommands planCommands,
      ConsentQuery consents,
      PdfValidator pdfValidator) {
    this.planReads = planReads;
    this.planCommands = planCommands;
    this.consents = consents;
    this.policy = new UploadedPdfPolicy(pdfValidator, "paper");
  }

  /** The newest document; for those who can give or register consent. */
  Single<FileContent> get(Command<Void> command) {
    return planReads.queryOne(
        command,
        Right.WITHDRAW_CONSENT,
        DOCUMENT,
        SqlParams.none(),
        (member, row) -> new FileContent("application/pdf", row.getBuffer("content"), FILE_NAME));
  }

  /**
   * Adds a signed document to the current consent, or to the withdrawn one for the next, which a
   * coordinator can register with it; earlier ones stay. The file is validated only after the
   * access check, and without holding a connection.
   *
   * @return fails with {@code consent.missing} when there is none, {@code version.stale} and the
   *     current state when the consent was replaced meanwhile, {@code paper.tooMany} when there are
   *     {@value #MAX_DOCUMENTS} already, and with {@code paper.invalid}, {@code
   *     paper.tooComplicated}, {@code paper.encrypted} or {@code paper.activeContent} (DOC-3);
   *     nothing is stored then
   */
  Single<SignedDocument> add(Command<UploadedFile> command) {
    return current(command)
        .map(current -> current.orElseThrow(SignedDocumentService::missingConsent))
        .flatMap(
            consent ->
                policy.validate(command.body()).flatMap(file -> insert(command, file, consent)));
  }

  private Single<Optional<UUID>> current(Command<UploadedFile> command) {
    return planReads.queryRows(
        command,
        Right.RENEW_CONSENT,
        CURRENT,
        SqlParams.none(),
        (member, rows) -> Optional.ofNullable(rows.iterator().next().getUUID("id")));
  }

  private static Failure missingConsent() {
    return new Failure.Invalid("consent.missing", "file", "consent.missing");
  }

  private Single<SignedDocument> insert(
      Command<UploadedFile> command, UploadedFile file, UUID consent) {
    String name = command.body().name().isEmpty() ? FILE_NAME : command.body().name();
    return planCommands.run(
        command,
        Right.RENEW_CONSENT,
        tx ->
            repository
                .countDocuments(tx, consent)
                .doOnSuccess(SignedDocumentService::requireBelowLimit)
                .flatMap(count -> repository.insertDocument(tx, consent, name, file.content()))
                .flatMapCompletable(inserted -> inserted ? recordAddition(tx) : stale(tx, command))
                .toSingle(() -> new SignedDocument(name, tx.now())));
  }

  private static void requireBelowLimit(long count) {
    if (count >= MAX_DOCUMENTS) {
      throw new Failure.Invalid("paper.tooMany", "file", "paper.tooMany");
    }
  }

  private static Completable recordAddition(PlanTx tx) {
    return Completable.fromAction(
        () -> {
          tx.log(PlanLogEvent.CONSENT_PAPER_ADDED);
          ConsentCommands.incrementVersion(tx);
        });
  }

  /** Fails when the consent was ended or replaced after the upload was accepted. */
  private Completable stale(PlanTx tx, Command<?> command) {
    return consents
        .get(tx.reads(), command)
        .flatMapCompletable(page -> Completable.error(new Failure.Conflict("version.stale", page)));
  }
}
