package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import no.samklang.bus.Failure;
import no.samklang.db.Params;
import no.samklang.db.Rows;
import no.samklang.db.Tx;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;

/** The table {@code person}. */
@CheckReturnValue
final class PersonRepository {
  private static final String INSERT =
      """
      insert into person (id, municipality_id, first_name, last_name, birth_date, workplace, job_title, email, mobile,
                          phone, fax, hide_phone, hide_mobile, street, postcode, city, limit_search)
      values (#{id}, #{municipality}, #{firstName}, #{lastName}, #{birthDate}, #{workplace}, #{jobTitle}, #{email}, #{mobile},
              #{phone}, #{fax}, #{hidePhone}, #{hideMobile}, #{street}, #{postcode}, #{city}, #{limitSearch})""";
  private static final String UPDATE =
      """
      update person
         set version = version + 1, first_name = #{firstName}, last_name = #{lastName}, birth_date = #{birthDate},
             workplace = #{workplace}, job_title = #{jobTitle}, email = #{email}, mobile = #{mobile}, phone = #{phone},
             fax = #{fax}, hide_phone = #{hidePhone}, hide_mobile = #{hideMobile}, street = #{street},
             postcode = #{postcode}, city = #{city}, limit_search = #{limitSearch}
       where id = #{id}""";
  // of two who register the same person at a time, the second sees the first
  private static final String LOCK_NAME =
      """
      select pg_advisory_xact_lock(
               hashtextextended(#{municipality}::uuid::text || folded(#{firstName} || ' ' || #{lastName}) || #{birthDate}::date, 0))""";
  private static final String SAME =
      "select "
          + SearchHit.COLUMNS
          + """

        from person p
       where p.municipality_id = #{municipality} and p.birth_date = #{birthDate}
         and p.search_name = folded(#{firstName} || ' ' || #{lastName}) and p.deleted_at is null and not p.limit_search
       order by p.id limit 10""";
  // who changes the card doesn't wait for this, nor is waited for: see lockForChange
  private static final String REQUIRE =
      "select id from person where id = $1 and municipality_id = $2 and deleted_at is null for key share";
  private static final String LOCK_FOR_CHANGE =
      "select id from person where id = $1 for no key update";
  private static final String LOCK_FOR_DELETION = "select id from person where id = $1 for update";
  private static final String CARD =
      """
      select card.*
        from person p
       cross join lateral person_card(p.id) card
       where p.id = $1 and p.deleted_at is null""";

  Completable insert(Tx tx, PersonId id, OrganisationId municipality, PersonInput person) {
    return tx.execute(INSERT, params(id, person).and("municipality", municipality)).ignoreElement();
  }

  Completable update(Tx tx, PersonId id, PersonInput person) {
    return tx.execute(UPDATE, params(id, person)).ignoreElement();
  }

  private static Params params(PersonId id, PersonInput person) {
    return Params.of("id", id)
        .and("firstName", person.firstName())
        .and("lastName", person.lastName())
        .and("birthDate", person.birthDate())
        .and("workplace", person.workplace())
        .and("jobTitle", person.jobTitle())
        .and("email", person.email())
        .and("mobile", person.mobile())
        .and("phone", person.phone())
        .and("fax", person.fax())
        .and("hidePhone", person.hidePhone())
        .and("hideMobile", person.hideMobile())
        .and("street", person.street())
        .and("postcode", person.postcode())
        .and("city", person.city())
        .and("limitSearch", person.limitSearch());
  }

  /** Who has the same name and birth date already; nobody when the birth date isn't known. */
  Single<List<SearchHit>> findSame(Tx tx, OrganisationId municipality, PersonInput person) {
    if (person.birthDate() == null) {
      return Single.just(List.of());
    }
    Params identity =
        Params.of("municipality", municipality)
            .and("firstName", person.firstName())
            .and("lastName", person.lastName())
            .and("birthDate", person.birthDate());
    return Single.zip(
        tx.execute(LOCK_NAME, identity),
        tx.query(SAME, identity),
        (locked, same) -> Rows.stream(same).map(SearchHit::of).toList());
  }

  /**
   * Fails with {@link Failure.NotFound} for one who isn't in that register. Nobody deletes the
   * person until the transaction ends.
   */
  Completable require(Tx tx, OrganisationId municipality, PersonId person) {
    return tx.execute(REQUIRE, person, municipality)
        .flatMapCompletable(
            rows ->
                rows.size() == 1
                    ? Completable.complete()
                    : Completable.error(new Failure.NotFound()));
  }

  /**
   * Nobody else changes or deletes the person until the transaction ends. To be followed, at once,
   * by the statement that reads what is changed.
   *
   * <p>The person is locked before the person's plans. Who has locked a plan must not wait for a
   * person's row but by {@link #require}, which this doesn't hold up.
   */
  Completable lockForChange(Tx tx, PersonId person) {
    return tx.execute(LOCK_FOR_CHANGE, person).ignoreElement();
  }

  /** The same, and nobody brings the person into a plan. */
  Completable lockForDeletion(Tx tx, PersonId person) {
    return tx.execute(LOCK_FOR_DELETION, person).ignoreElement();
  }

  /** The person's card, whoever asks. Fails with {@link Failure.NotFound}. */
  Single<PersonCard> get(Tx tx, PersonId person) {
    return tx.query(CARD, person).map(PersonQuery::card);
  }
}
