package no.samklang.message;

import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.message.Messages.FolderQuery;
import no.samklang.message.Messages.MessageContent;
import no.samklang.message.Messages.ThreadQuery;
import no.samklang.notification.Outbox;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;

/** Operations of internal messages (MSG-1 to MSG-8). */
public final class MessageVerticle extends FeatureVerticle {
  private final UnreadQuery unread;
  private final MessageReadService reads;
  private final MessageWriteService writes;

  public MessageVerticle(
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      Outbox outbox,
      UnreadQuery unread) {
    super(platform);
    this.unread = unread;
    this.reads = new MessageReadService(platform, planReads);
    this.writes = new MessageWriteService(planCommands, outbox);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("overview", unread::overview);
    operations.on("listMessages", FolderQuery.class, reads::list);
    operations.on("createMessage", MessageContent.class, writes::create);
    operations.on("readMessage", reads::read);
    operations.on("readThread", ThreadQuery.class, reads::thread);
    operations.on("changeDraft", MessageContent.class, writes::updateDraft);
    operations.on("deleteDraft", writes::deleteDraft);
  }
}
