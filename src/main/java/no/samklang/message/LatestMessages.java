package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.PlanReads;
import no.samklang.message.Messages.MessageList;
import no.samklang.operation.Command;

/** The newest messages that a participant has received, for a plan's start page (HOME-1). */
@CheckReturnValue
public final class LatestMessages {
  private final FolderRepository folders;

  public LatestMessages(PlanReads planReads) {
    this.folders = new FolderRepository(planReads.unrecorded());
  }

  /** Fails as {@link no.samklang.access.Access#require} does. */
  public Single<MessageList> find(Command<?> command, int limit) {
    return folders.latest(command, limit);
  }
}
