package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Instant;
import no.samklang.db.SqlWriter;
import no.samklang.id.NewId;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;

/** What administrators do besides changes, in the organisation's log (ORG-1). */
@CheckReturnValue
public final class OrganisationLog {
  static final String INSERT =
      """
      insert into organisation_log (id, organisation_id, at, person_id, event, subject_id, detail)
      values ($1, $2, $3, $4, $5, $6, left($7, 200))""";

  private final Clock clock;

  public OrganisationLog(Clock clock) {
    this.clock = clock;
  }

  /**
   * Notes what was read.
   *
   * @param detail what it was; never a name of a person
   */
  public Completable add(
      SqlWriter sql,
      OrganisationId organisation,
      PersonId by,
      OrganisationEvent event,
      String detail) {
    Instant now = clock.instant();
    return sql.execute(INSERT, NewId.timeOrdered(now), organisation, now, by, event, null, detail)
        .ignoreElement();
  }
}
