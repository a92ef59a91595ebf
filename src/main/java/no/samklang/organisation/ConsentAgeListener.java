package no.samklang.organisation;

import io.reactivex.rxjava3.core.Completable;
import no.samklang.db.Tx;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;

/** What happens in the plans of a municipality whose age of consent changes (PLAN-8). */
public interface ConsentAgeListener {
  /**
   * Called in the transaction of the change, before it is made.
   *
   * @param before in years
   * @param after in years
   */
  Completable changing(Tx tx, PersonId by, OrganisationId municipality, int before, int after);
}
