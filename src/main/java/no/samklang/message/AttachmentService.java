package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.UUID;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.SqlParams;
import no.samklang.document.Documents.OpenedFile;
import no.samklang.document.ProtectedCopies;
import no.samklang.document.ProtectedCopies.CopyStatements;
import no.samklang.error.Failure;
import no.samklang.id.NewId;
import no.samklang.message.Messages.Attachment;
import no.samklang.message.Messages.Message;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.operation.Result.Created;
import no.samklang.operation.Result.FileStream;
import no.samklang.operation.UploadedFile;
import no.samklang.pdf.UploadedPdfPolicy;

/**
 * PDF attachments of messages, under the rules of documents (MSG-6, DOC-1 to DOC-3): added to
 * drafts by their authors, opened by sender and recipients.
 */
@CheckReturnValue
final class AttachmentService {
  private static final String MEMBER = "select * from plan_member(#{plan}, #{person}, #{today})";
  private static final String RESERVE =
      """
      with me as (%s)
      select me.*, reserve_key(#{person}, #{key}, #{hash}, #{id}, #{now}) is not null as created from me"""
          .formatted(MEMBER);

  private final PlanReads planReads;
  private final PlanCommands planCommands;
  private final UploadedPdfPolicy policy;
  private final ProtectedCopies copies;
  private final MessageQuery messageQuery;
  private final MessageRepository messages = new MessageRepository();

  AttachmentService(
      PlanReads planReads,
      PlanCommands planCommands,
      UploadedPdfPolicy policy,
      ProtectedCopies copies) {
    this.planReads = planReads;
    this.planCommands = planCommands;
    this.policy = policy;
    this.copies = copies;
    this.messageQuery = new MessageQuery(planReads.withoutAccessLog());
  }

  /**
   * Adds a file to the caller's draft, once for each idempotency key. The file is validated only
   * after the access check, and without holding a connection. Fails with {@code message.sent} for a
   * sent message, {@code attachments.full} beyond {@link AttachmentRepository#MAX_ATTACHMENTS}, and
   * as {@link UploadedPdfPolicy#validate} does; nothing is stored then.
   */
  Single<Created> add(Command<UploadedFile> command) {
    return requireWritable(command)
        .andThen(Single.defer(() -> policy.validate(command.body())))
        .flatMap(file -> store(command, file))
        .map(attachment -> new Created(attachment.id(), attachment));
  }

  private Completable requireWritable(Command<?> command) {
    return planReads
        .withoutAccessLog()
        .queryRows(
            command, Right.WRITE_MESSAGES, MEMBER, SqlParams.none(), (member, rows) -> member)
        .flatMap(member -> messageQuery.get(command))
        .doOnSuccess(found -> requireDraft(found.message()))
        .ignoreElement();
  }

  private Single<Attachment> store(Command<UploadedFile> command, UploadedFile file) {
    return planCommands.runOnce(
        command,
        Right.WRITE_MESSAGES,
        NewId.timeOrdered(),
        RESERVE,
        SqlParams.none(),
        (tx, rows, request) ->
            lockOwn(tx, command)
                .flatMap(
                    draft ->
                        request.isNew()
                            ? AttachmentRepository.insert(tx, request.id(), draft, file)
                            : Single.just(find(draft, request.id()))));
  }

  private Single<Message> lockOwn(PlanTx tx, Command<?> command) {
    return messages.lockOwn(tx, command.messageId()).doOnSuccess(AttachmentService::requireDraft);
  }

  private static void requireDraft(Message message) {
    if (message.isSent()) {
      throw new Failure.Conflict("message.sent", message);
    }
  }

  private static Attachment find(Message message, UUID id) {
    return message.attachments().stream()
        .filter(attachment -> attachment.id().equals(id))
        .findFirst()
        .orElseThrow(Failure.NotFound::new);
  }

  /** Removes a file from the caller's draft. Fails with {@code message.sent}. */
  Single<NoContent> remove(Command<Void> command) {
    UUID id = command.id("attachmentId");
    return planCommands.runUnlocked(
        command,
        Right.WRITE_MESSAGES,
        tx ->
            lockOwn(tx, command)
                .map(draft -> find(draft, id))
                .flatMapCompletable(attachment -> AttachmentRepository.delete(tx, id))
                .toSingleDefault(NoContent.NO_CONTENT));
  }

  /** Fails with "not found" unless the caller is the message's author, sender or recipient. */
  Single<OpenedFile> open(Command<Void> command) {
    UUID id = command.id("attachmentId");
    String path = "/messages/" + command.messageId().value() + "/attachments/" + id;
    return copies.open(command, id, AttachmentRepository.OPEN, path);
  }

  Single<FileStream> copy(Command<Void> command) {
    return copies.fetch(
        command,
        command.id("attachmentId"),
        new CopyStatements(AttachmentRepository.TAKE, AttachmentRepository.PIECE));
  }
}
