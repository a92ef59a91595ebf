package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import java.util.List;
import java.util.stream.Stream;
import no.samklang.bus.Failure;
import no.samklang.db.Rows;
import no.samklang.db.Tx;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;

/** The table {@code person}. */
@CheckReturnValue
final class PersonStore {
  private static final String INSERT =
      """
      insert into person (id, municipality_id, first_name, last_name, birth_date, workplace, job_title, email, mobile,
                          phone, fax, hide_phone, hide_mobile, street, postcode, city, limit_search)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)""";
  private static final String UPDATE =
      """
      update person
         set version = version + 1, first_name = $2, last_name = $3, birth_date = $4, workplace = $5, job_title = $6,
             email = $7, mobile = $8, phone = $9, fax = $10, hide_phone = $11, hide_mobile = $12, street = $13,
             postcode = $14, city = $15, limit_search = $16
       where id = $1""";
  // of two who register the same person at a time, the second sees the first
  private static final String ONE_AT_A_TIME =
      "select pg_advisory_xact_lock(hashtextextended($1::uuid::text || folded($2 || ' ' || $3) || $4::date, 0))";
  private static final String SAME =
      "select "
          + SearchHit.COLUMNS
          + """

        from person p
       where p.municipality_id = $1 and p.birth_date = $4 and p.search_name = folded($2 || ' ' || $3)
         and p.deleted_at is null and not p.limit_search
       order by p.id limit 10""";
  private static final String IN_REGISTER =
      "select id from person where id = $1 and municipality_id = $2 and deleted_at is null for share";
  private static final String LOCK =
      "select "
          + PersonCard.columns("p")
          + " from person p where p.id = $1 and p.deleted_at is null for update of p";

  Completable insert(Tx tx, PersonId id, OrganisationId municipality, PersonInput person) {
    Stream<Object> keys = Stream.of(id.value(), municipality.value());
    return tx.execute(INSERT, Stream.concat(keys, values(person)).toArray()).ignoreElement();
  }

  Completable update(Tx tx, PersonId id, PersonInput person) {
    return tx.execute(UPDATE, Stream.concat(Stream.of(id.value()), values(person)).toArray())
        .ignoreElement();
  }

  private static Stream<Object> values(PersonInput person) {
    return Stream.of(
        person.firstName(),
        person.lastName(),
        person.birthDate(),
        person.workplace(),
        person.jobTitle(),
        person.email(),
        person.mobile(),
        person.phone(),
        person.fax(),
        person.hidePhone(),
        person.hideMobile(),
        person.street(),
        person.postcode(),
        person.city(),
        person.limitSearch());
  }

  /** Who has the same name and birth date already; nobody when the birth date isn't known. */
  Single<List<SearchHit>> same(Tx tx, OrganisationId municipality, PersonInput person) {
    if (person.birthDate() == null) {
      return Single.just(List.of());
    }
    Object[] identity = {
      municipality.value(), person.firstName(), person.lastName(), person.birthDate()
    };
    return tx.query(ONE_AT_A_TIME, identity)
        .flatMap(locked -> tx.query(SAME, identity))
        .map(rows -> Rows.stream(rows).map(SearchHit::of).toList());
  }

  /** Fails with {@link Failure.NotFound} for one who isn't in that register. */
  Completable require(Tx tx, OrganisationId municipality, PersonId person) {
    return tx.execute(IN_REGISTER, person.value(), municipality.value())
        .flatMapCompletable(PersonStore::found);
  }

  /** The person as it is, which nobody else changes meanwhile. */
  Single<PersonCard> lock(Tx tx, PersonId person) {
    return tx.execute(LOCK, person.value()).map(PersonStore::card);
  }

  static PersonCard card(RowSet<Row> rows) {
    return Rows.first(rows).map(PersonCard::of).orElseThrow(Failure.NotFound::new);
  }

  private static Completable found(RowSet<Row> rows) {
    return rows.size() == 1 ? Completable.complete() : Completable.error(new Failure.NotFound());
  }
}
