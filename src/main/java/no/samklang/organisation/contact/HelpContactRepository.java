package no.samklang.organisation.contact;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.id.OrganisationId;
import no.samklang.organisation.OrganisationTx;
import no.samklang.organisation.contact.HelpContacts.HelpContact;
import no.samklang.organisation.contact.HelpContacts.OrganisationContacts;
import no.samklang.security.Caller;

/** The table {@code help_contact}. */
@CheckReturnValue
final class HelpContactRepository {
  private static final int MAX_LIST = 100;

  private static final String OWN =
      "select name, phone, email, hours from help_contact where organisation_id = $1 order by position";
  // the general contact of each municipality
  private static final String GENERAL =
      """
      select o.id, o.name as organisation, c.name, c.phone, c.email, c.hours
        from organisation o join help_contact c on c.organisation_id = o.id and c.position = 1
       where o.parent_id is null order by o.name collate "nb-NO-x-icu", o.id limit $1""";
  private static final String CONCERNED =
      """
      select o.id, o.name as organisation, c.name, c.phone, c.email, c.hours
        from concerned_organisations($1, $2, $3) mine
        join organisation o on o.id = mine.organisation_id
        join help_contact c on c.organisation_id = o.id
       order by mine.distance_from_top desc, o.name collate "nb-NO-x-icu", o.id, c.position limit $4""";
  private static final String DELETE = "delete from help_contact where organisation_id = $1";
  private static final String INSERT =
      """
      insert into help_contact (organisation_id, position, name, phone, email, hours)
      select $1, position, name, phone, email, hours
        from unnest($2::text[], $3::text[], $4::text[], $5::text[]) with ordinality as c (name, phone, email, hours, position)""";
  private static final String RAISE_VERSION =
      "update organisation set version = version + 1 where id = $1";

  Single<List<HelpContact>> own(SqlReader sql, OrganisationId organisation) {
    return sql.query(OWN, organisation)
        .map(rows -> RowValues.stream(rows).map(HelpContactRepository::contact).toList());
  }

  /** The first contact of each municipality, for those who aren't logged in. */
  Single<List<OrganisationContacts>> general(SqlReader sql) {
    return sql.query(GENERAL, MAX_LIST).map(HelpContactRepository::byOrganisation);
  }

  /** The contacts of the units of the caller's plans and of those above them, the nearest first. */
  Single<List<OrganisationContacts>> concerned(SqlReader sql, Caller caller, LocalDate today) {
    return sql.query(CONCERNED, caller.person(), caller.municipality(), today, MAX_LIST)
        .map(HelpContactRepository::byOrganisation);
  }

  /** Replaces all of an organisation, and raises its version. */
  Completable replace(OrganisationTx tx, List<HelpContact> contacts) {
    return tx.tx()
        .execute(DELETE, tx.id())
        .flatMap(
            deleted ->
                tx.tx()
                    .execute(
                        INSERT,
                        tx.id(),
                        RowValues.column(contacts, HelpContact::name, String[]::new),
                        RowValues.column(contacts, HelpContact::phone, String[]::new),
                        RowValues.column(contacts, HelpContact::email, String[]::new),
                        RowValues.column(contacts, HelpContact::hours, String[]::new)))
        .flatMap(inserted -> tx.tx().execute(RAISE_VERSION, tx.id()))
        .ignoreElement();
  }

  private static List<OrganisationContacts> byOrganisation(RowSet<Row> rows) {
    Map<UUID, OrganisationContacts> found = new LinkedHashMap<>();
    for (Row row : rows) {
      found
          .computeIfAbsent(
              row.getUUID("id"),
              id -> new OrganisationContacts(row.getString("organisation"), new ArrayList<>()))
          .contacts()
          .add(contact(row));
    }
    return List.copyOf(found.values());
  }

  private static HelpContact contact(Row row) {
    return new HelpContact(
        row.getString("name"),
        row.getString("phone"),
        row.getString("email"),
        row.getString("hours"));
  }
}
