package no.samklang.message;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.access.PlanReads;
import no.samklang.message.Messages.LatestMessages;
import no.samklang.operation.Command;

/**
 * The latest received messages of a participant, and those that await their answer, for a plan's
 * start page (HOME-1, MSG-8).
 */
@CheckReturnValue
public final class LatestMessagesQuery {
  private final FolderRepository folders;

  public LatestMessagesQuery(PlanReads planReads) {
    this.folders = new FolderRepository(planReads.withoutAccessLog());
  }

  /** Fails as {@link no.samklang.access.AccessPolicy#require} does. */
  public Single<LatestMessages> find(Command<?> command, int limit) {
    return folders.findLatest(command, limit);
  }
}
