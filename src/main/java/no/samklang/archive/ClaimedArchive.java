package no.samklang.archive;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import no.samklang.archive.Archives.ArchiveOrder;
import no.samklang.archive.Archives.ArchiveState;
import no.samklang.db.RowValues;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.operation.Command;
import no.samklang.operation.Operation;
import no.samklang.security.Caller;
import no.samklang.security.ClientInfo;
import no.samklang.text.Language;
import no.samklang.text.Languages;

/**
 * An archive that is being made or sent.
 *
 * @param person who asked for it
 * @param language of who asked for it, in which it is written (LANG-1)
 * @param attempt its number, from 1
 * @param madeAt the moment that it shows; null until it is made, as {@code sha256}
 * @param size in bytes, 0 until it is made
 */
record ClaimedArchive(
    UUID id,
    PlanId plan,
    PersonId person,
    OrganisationId municipality,
    Language language,
    ArchiveOrder order,
    ArchiveState state,
    int attempt,
    Instant madeAt,
    long size,
    String sha256) {
  private static final Operation ORDER = new Operation("orderArchive", 201, null);

  static ClaimedArchive of(ArchiveState state, Row row) {
    boolean isMade = row.getValue("made_at") != null;
    return new ClaimedArchive(
        row.getUUID("id"),
        new PlanId(row.getUUID("plan_id")),
        new PersonId(row.getUUID("person")),
        new OrganisationId(row.getUUID("municipality_id")),
        Languages.packaged().findOrDefault(row.getString("language")),
        new ArchiveOrder(
            ArchiveRepository.parts(row), row.getBoolean("history"), row.getBoolean("comments")),
        state,
        row.getInteger("attempts"),
        isMade ? RowValues.instant(row, "made_at") : null,
        isMade ? row.getLong("size") : 0,
        row.getString("sha256"));
  }

  /** Reads by the rights that who asked for it has now; the request itself is over. */
  Command<Void> command() {
    return new Command<>(
        ORDER,
        new Caller(person, null, municipality, false),
        ClientInfo.of("", ""),
        Map.of("planId", plan.value().toString()),
        Command.Headers.of(language),
        null,
        null);
  }

  ArchivedZip zip() {
    return new ArchivedZip(id, madeAt, size, sha256);
  }

  @Override
  public String toString() {
    return "Archive " + id;
  }
}
