package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Instant;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;

/**
 * Makes a person nothing but a name: the name stands at what they wrote, at the consents they gave
 * and in the logs. The account is for {@code auth} to delete.
 */
@CheckReturnValue
final class PersonErasure {
  private static final String PERSON =
      """
      update person
         set version = version + 1, deleted_at = $2, birth_date = null, workplace = null, job_title = null, email = null,
             mobile = null, phone = null, fax = null, hide_phone = false, hide_mobile = false, street = null,
             postcode = null, city = null, limit_search = false
       where id = $1""";

  // what isn't seen by anybody but the person, and what others wrote to reach them
  private static final String[] BELONGINGS = {
    "delete from person_picture where person_id = $1",
    "delete from form_draft where person_id = $1",
    "delete from outbox where person_id = $1",
    "delete from idempotency where person_id = $1",
    "delete from organisation_admin where person_id = $1",
    "delete from plan_creator where person_id = $1",
    """
    with places as (
      update participant set responsibility = null, consent_scope = null where person_id = $1 returning id
    ), wishes as (
      delete from notification_preference np using places where np.participant_id = places.id
    ), visits as (
      delete from visit v using places where v.participant_id = places.id
    ), unsent as (
      select m.id from message m join participant pt on pt.id = m.sender_id
       where pt.person_id = $1 and m.sent_at is null
    ), recipients as (
      delete from message_recipient mr using unsent where mr.message_id = unsent.id
    )
    delete from message m using unsent where m.id = unsent.id"""
  };

  Completable erase(Tx tx, PersonId person, Instant now) {
    Completable erased = tx.execute(PERSON, person, now).ignoreElement();
    for (String belonging : BELONGINGS) {
      erased = erased.andThen(tx.execute(belonging, person).ignoreElement());
    }
    return erased;
  }
}
