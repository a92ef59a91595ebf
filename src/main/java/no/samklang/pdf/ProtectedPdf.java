package no.samklang.pdf;

import io.netty.buffer.ByteBuf;
import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.buffer.Buffer;
import java.lang.ref.Cleaner;
import no.samklang.id.PersonId;

/** A copy that a password protects, outside the heap until it is sent. */
public final class ProtectedPdf {
  private static final int PIECE_BYTES = 256 * 1024; // smaller ones cost the event loop more
  private static final Cleaner CLEANER = Cleaner.create();

  private final String name;
  private final ByteBuf bytes;
  private final int size;
  private final Runnable release;

  /**
   * @param name of the original
   * @param bytes released when they were read, or nobody can read them any more
   * @param reader whose {@code unsent} copies it counts among until then
   */
  ProtectedPdf(String name, ByteBuf bytes, PersonId reader, UnsentCopies unsent) {
    this.name = name;
    this.bytes = bytes;
    this.size = bytes.readableBytes();
    unsent.add(reader, bytes.capacity());
    this.release = CLEANER.register(this, new Release(bytes, reader, unsent))::clean;
  }

  /** The name of the original. */
  public String name() {
    return name;
  }

  /** In bytes. */
  public long size() {
    return size;
  }

  /** The file, once: it is gone then, also if it isn't read to its end. */
  public Flowable<Buffer> content() {
    return Flowable.using(
        () -> this,
        same ->
            Flowable.range(0, (size + PIECE_BYTES - 1) / PIECE_BYTES)
                .map(piece -> same.piece(piece * PIECE_BYTES)),
        same -> same.release.run());
  }

  private Buffer piece(int start) {
    byte[] piece = new byte[Math.min(PIECE_BYTES, size - start)];
    bytes.getBytes(start, piece);
    return Buffer.buffer(piece);
  }

  private record Release(ByteBuf bytes, PersonId reader, UnsentCopies unsent) implements Runnable {
    @Override
    public void run() {
      unsent.add(reader, -bytes.capacity());
      bytes.release();
    }
  }
}
