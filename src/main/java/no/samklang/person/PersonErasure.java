package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Instant;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;

/**
 * Erases all data of a person except the name, which remains on their texts and consents and in the
 * logs. {@code auth} deletes the account.
 */
@CheckReturnValue
final class PersonErasure {
  private static final String CLEAR_PERSON =
      """
      update person
         set version = version + 1, deleted_at = $2, birth_date = null, due_date = null, workplace = null, job_title = null, email = null,
             mobile = null, phone = null, fax = null, hide_phone = false, hide_mobile = false, street = null,
             postcode = null, city = null, limit_search = false, address_block = null
       where id = $1""";

  // data visible only to the person, and pending notices to them
  private static final String[] DELETE_RELATED = {
    "delete from person_picture where person_id = $1",
    "delete from calendar_feed where person_id = $1",
    "delete from form_draft where person_id = $1",
    "delete from data_export where person_id = $1",
    "delete from outbox where person_id = $1",
    "delete from idempotency where person_id = $1",
    "delete from organisation_admin where person_id = $1",
    "delete from plan_creator where person_id = $1",
    "delete from chosen_organisation where person_id = $1",
    """
    with participants as (
      update participant set responsibility = null, consent_scope = null where person_id = $1 returning id
    ), preferences as (
      delete from notification_preference np using participants where np.participant_id = participants.id
    ), visits as (
      delete from visit v using participants where v.participant_id = participants.id
    ), unsent as (
      select m.id from message m join participant pt on pt.id = m.sender_id
       where pt.person_id = $1 and m.sent_at is null
    ), recipients as (
      delete from message_recipient mr using unsent where mr.message_id = unsent.id
    )
    delete from message m using unsent where m.id = unsent.id"""
  };

  Completable erase(Tx tx, PersonId person, Instant now) {
    Completable erased = tx.execute(CLEAR_PERSON, person, now).ignoreElement();
    for (String statement : DELETE_RELATED) {
      erased = erased.andThen(tx.execute(statement, person).ignoreElement());
    }
    return erased;
  }
}
