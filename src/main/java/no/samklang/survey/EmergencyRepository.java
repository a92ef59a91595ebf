package no.samklang.survey;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.operation.Command;
import no.samklang.survey.Emergencies.Emergency;
import no.samklang.survey.Emergencies.EmergencyContact;
import no.samklang.survey.Emergencies.EmergencyInput;

/** The tables {@code emergency} and {@code emergency_contact}. */
@CheckReturnValue
final class EmergencyRepository {
  private static final String GET =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, me.member_plan_id as id, coalesce(e.text, '') as text, coalesce(e.version, 0) as version, e.updated_at,
             by.first_name || ' ' || by.last_name as updated_by_name, contact.names, contact.phones, contact.notes
        from me
        left join emergency e on e.plan_id = me.member_plan_id
        left join participant p on p.id = e.updated_by
        left join person by on by.id = p.person_id
        left join lateral (
          select array_agg(c.name order by c.position) as names, array_agg(c.phone order by c.position) as phones,
                 array_agg(c.note order by c.position) as notes
            from emergency_contact c where c.plan_id = e.plan_id) contact on true""";
  private static final String PUT =
      """
      insert into emergency as e (plan_id, text, updated_at, updated_by) values (#{plan}, #{text}, #{now}, #{member})
      on conflict (plan_id) do update
         set text = excluded.text, version = e.version + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by""";
  private static final String DELETE_CONTACTS = "delete from emergency_contact where plan_id = $1";
  private static final String INSERT_CONTACTS =
      """
      insert into emergency_contact (plan_id, position, name, phone, note)
      select #{plan}, place, name, phone, note
        from unnest(#{names}::text[], #{phones}::text[], #{notes}::text[]) with ordinality as contact (name, phone, note, place)""";

  private EmergencyRepository() {}

  static Single<Emergency> get(PlanReads reads, Command<?> command) {
    return reads.queryOne(
        command, Right.READ, GET, SqlParams.none(), (member, row) -> emergency(row));
  }

  /** Replaces the text and the contacts. */
  static Completable put(PlanTx tx, EmergencyInput input) {
    SqlParams params =
        SqlParams.of("plan", tx.planId())
            .and("text", input.text().strip())
            .and("now", tx.now())
            .and("member", tx.member().participant());
    return tx.execute(PUT, params)
        .flatMap(stored -> tx.execute(DELETE_CONTACTS, tx.planId()))
        .flatMap(deleted -> tx.execute(INSERT_CONTACTS, contactParams(tx, input.contacts())))
        .ignoreElement();
  }

  private static SqlParams contactParams(PlanTx tx, List<EmergencyContact> contacts) {
    return SqlParams.of("plan", tx.planId())
        .and("names", RowValues.column(contacts, each -> each.name().strip(), String[]::new))
        .and("phones", RowValues.column(contacts, each -> each.phone().strip(), String[]::new))
        .and("notes", RowValues.column(contacts, each -> each.note().strip(), String[]::new));
  }

  private static Emergency emergency(Row row) {
    return new Emergency(
        row.getString("text"),
        contacts(row),
        row.getInteger("version"),
        RowValues.instant(row, "updated_at"),
        row.getString("updated_by_name"));
  }

  private static List<EmergencyContact> contacts(Row row) {
    String[] names = row.getArrayOfStrings("names");
    String[] phones = row.getArrayOfStrings("phones");
    String[] notes = row.getArrayOfStrings("notes");
    List<EmergencyContact> contacts = new ArrayList<>();
    for (int i = 0; names != null && i < names.length; i++) {
      contacts.add(new EmergencyContact(names[i], phones[i], notes[i]));
    }
    return contacts;
  }
}
