package no.samklang.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;

/** Where archives are handed over (PLAN-3). */
@FunctionalInterface
@CheckReturnValue
interface ArchiveChannel {
  /**
   * Hands an archive over. The same one may come again, when the receipt of the last attempt was
   * lost.
   *
   * @param content its pieces, read as the channel takes them
   * @return the receipt, never blank; fails with {@link ChannelFailure}, or otherwise
   */
  Single<String> send(ArchivedZip zip, Flowable<Buffer> content);
}
