package no.samklang.id;

import java.util.UUID;

/** A typed UUID. */
public interface Id {
  UUID value();
}
