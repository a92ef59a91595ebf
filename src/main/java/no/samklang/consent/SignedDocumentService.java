package no.samklang.consent;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.Optional;
import java.util.UUID;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.Event;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.bus.Failure;
import no.samklang.consent.Consents.SignedDocument;
import no.samklang.db.Params;
import no.samklang.operation.Command;
import no.samklang.operation.Result.FileContent;
import no.samklang.operation.UploadedFile;
import no.samklang.pdf.PdfScreening;
import no.samklang.pdf.Verdict;

/** Keeps consents that were signed on paper (PART-4, DOC-3). */
@CheckReturnValue
final class SignedDocumentService {
  /** One is signed once; the rest is for scanning it anew. */
  private static final int MAX_DOCUMENTS = 10;

  private static final String NAME = "samtykke.pdf";

  private static final String CURRENT =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, c.id
        from me left join consent c on c.plan_id = me.member_plan_id and c.ended_at is null""";
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
  private final PdfScreening screening;
  private final ConsentRepository repository = new ConsentRepository();

  SignedDocumentService(
      PlanReads planReads,
      PlanCommands planCommands,
      ConsentQuery consents,
      PdfScreening screening) {
    this.planReads = planReads;
    this.planCommands = planCommands;
    this.consents = consents;
    this.screening = screening;
  }

  /** The newest; for those who can give or register consent. */
  Single<FileContent> get(Command<Void> command) {
    return planReads.one(
        command,
        Right.WITHDRAW_CONSENT,
        DOCUMENT,
        Params.none(),
        (member, row) -> new FileContent("application/pdf", row.getBuffer("content"), NAME));
  }

  /**
   * Keeps the signed document of the consent there is; those before stay. Only for who may is a
   * file looked into, and no connection is held meanwhile.
   *
   * @return fails with {@code consent.none} when there is none, {@code version.stale} and the
   *     current state when another consent came meanwhile, {@code paper.tooMany} where there are
   *     {@value #MAX_DOCUMENTS}, and with {@code paper.invalid}, {@code paper.tooComplicated},
   *     {@code paper.encrypted} or {@code paper.active} (DOC-3); nothing is kept then
   */
  Single<SignedDocument> add(Command<UploadedFile> command) {
    return current(command)
        .map(current -> current.orElseThrow(SignedDocumentService::none))
        .flatMap(
            consent ->
                screen(command.body()).andThen(Single.defer(() -> insert(command, consent))));
  }

  private Single<Optional<UUID>> current(Command<UploadedFile> command) {
    return planReads.rows(
        command,
        Right.RENEW_CONSENT,
        CURRENT,
        Params.none(),
        (member, rows) -> Optional.ofNullable(rows.iterator().next().getUUID("id")));
  }

  private static Failure none() {
    return new Failure.Invalid("consent.none", "file", "consent.none");
  }

  private Completable screen(UploadedFile file) {
    return screening
        .judge(file.content())
        .doOnSuccess(SignedDocumentService::requirePlain)
        .ignoreElement();
  }

  private static void requirePlain(Verdict verdict) {
    switch (verdict) {
      case NOT_A_PDF -> throw new Failure.Invalid("paper.invalid", "file", "paper.invalid");
      case TOO_COMPLICATED ->
          throw new Failure.Invalid("paper.tooComplicated", "file", "paper.tooComplicated");
      case ENCRYPTED -> throw new Failure.Invalid("paper.encrypted", "file", "paper.encrypted");
      case ACTIVE -> throw new Failure.Invalid("paper.active", "file", "paper.active");
      case PLAIN -> {}
    }
  }

  private Single<SignedDocument> insert(Command<UploadedFile> command, UUID consent) {
    String name = command.body().name().isEmpty() ? NAME : command.body().name();
    return planCommands.run(
        command,
        Right.RENEW_CONSENT,
        tx ->
            repository
                .countDocuments(tx, consent)
                .doOnSuccess(SignedDocumentService::requireRoom)
                .flatMap(
                    there -> repository.insertDocument(tx, consent, name, command.body().content()))
                .flatMapCompletable(kept -> kept ? conclude(tx) : stale(tx, command))
                .toSingle(() -> new SignedDocument(name, tx.now())));
  }

  private static void requireRoom(long there) {
    if (there >= MAX_DOCUMENTS) {
      throw new Failure.Invalid("paper.tooMany", "file", "paper.tooMany");
    }
  }

  private static Completable conclude(PlanTx tx) {
    return Completable.fromAction(
        () -> {
          tx.log(Event.CONSENT_PAPER_ADDED);
          ConsentCommands.changed(tx);
        });
  }

  /** It was signed for a consent that another has ended meanwhile. */
  private Completable stale(PlanTx tx, Command<?> command) {
    return consents
        .get(tx.reads(), command)
        .flatMapCompletable(page -> Completable.error(new Failure.Conflict("version.stale", page)));
  }
}
