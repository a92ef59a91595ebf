package no.samklang.archive;

import no.samklang.archive.Archives.ArchiveFailure;

/** The channel hasn't received an archive. */
final class ChannelFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ArchiveFailure failure;

  ChannelFailure(ArchiveFailure failure) {
    super(failure.name(), null, false, false);
    this.failure = failure;
  }

  ArchiveFailure failure() {
    return failure;
  }
}
