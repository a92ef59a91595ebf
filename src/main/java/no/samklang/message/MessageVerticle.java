package no.samklang.message;

import java.time.Duration;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.document.ProtectedCopies;
import no.samklang.message.Messages.FolderQuery;
import no.samklang.message.Messages.MessageContent;
import no.samklang.message.Messages.MessageSearch;
import no.samklang.message.Messages.ThreadQuery;
import no.samklang.notification.Outbox;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.operation.UploadedFile;
import no.samklang.pdf.PdfValidator;
import no.samklang.pdf.UploadedPdfPolicy;
import no.samklang.retention.RetentionRule;

/** Operations of internal messages (MSG-1 to MSG-8). */
public final class MessageVerticle extends FeatureVerticle {
  private final MessageReadService reads;
  private final MessageWriteService writes;
  private final MessageSearchQuery search;
  private final UnreadQuery unread;
  private final AttachmentService attachments;

  public MessageVerticle(
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      UnreadQuery unread,
      Outbox outbox,
      PdfValidator pdfValidator,
      ProtectedCopies copies) {
    super(platform);
    this.reads = new MessageReadService(platform, planReads);
    this.writes = new MessageWriteService(planCommands, outbox);
    this.unread = unread;
    this.search = new MessageSearchQuery(planReads);
    this.attachments =
        new AttachmentService(
            planReads, planCommands, new UploadedPdfPolicy(pdfValidator, "document"), copies);
  }

  /** Deleted drafts are deleted for good (LAW-3). */
  public static RetentionRule retentionRule(Duration age) {
    return new RetentionRule("deleted message drafts", age, DeletedDrafts::deleteBefore);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listMessages", FolderQuery.class, reads::list);
    operations.on("createMessage", MessageContent.class, writes::create);
    operations.on("readMessage", reads::read);
    operations.on("searchMessages", MessageSearch.class, search::find);
    operations.on("countUnread", command -> unread.count(command.caller().person()));
    operations.on("addAttachment", UploadedFile.class, attachments::add);
    operations.on("removeAttachment", attachments::remove);
    operations.on("openAttachment", attachments::open);
    operations.on("attachmentCopy", attachments::copy);
    operations.on("readThread", ThreadQuery.class, reads::thread);
    operations.on("changeDraft", MessageContent.class, writes::updateDraft);
    operations.on("deleteDraft", writes::deleteDraft);
  }
}
