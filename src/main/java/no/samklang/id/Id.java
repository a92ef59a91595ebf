package no.samklang.id;

import java.util.UUID;

/** The id of something, typed by what it names. */
public interface Id {
  UUID value();
}
