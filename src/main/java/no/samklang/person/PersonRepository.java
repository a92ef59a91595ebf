package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.LocalDate;
import java.util.List;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.security.Caller;

/** The table {@code person}. */
@CheckReturnValue
final class PersonRepository {
  private static final String INSERT =
      """
      insert into person (id, municipality_id, first_name, last_name, birth_date, due_date, workplace, job_title, email, mobile,
                          phone, fax, hide_phone, hide_mobile, street, postcode, city, limit_search)
      values (#{id}, %s, #{firstName}, #{lastName}, #{birthDate}, #{dueDate}, #{workplace}, #{jobTitle}, #{email}, #{mobile},
              #{phone}, #{fax}, #{hidePhone}, #{hideMobile}, #{street}, #{postcode}, #{city}, #{limitSearch})""";
  private static final String INSERT_REGISTERED = INSERT.formatted("#{municipality}");
  private static final String INSERT_MADE_UP = INSERT.formatted("practice_organisation()");
  private static final String UPDATE =
      """
      update person
         set version = version + 1, first_name = #{firstName}, last_name = #{lastName}, birth_date = #{birthDate},
             due_date = #{dueDate}, workplace = #{workplace}, job_title = #{jobTitle}, email = #{email}, mobile = #{mobile},
             phone = #{phone},
             fax = #{fax}, hide_phone = #{hidePhone}, hide_mobile = #{hideMobile}, street = #{street},
             postcode = #{postcode}, city = #{city}, limit_search = #{limitSearch}
       where id = #{id}""";
  // serialises concurrent registrations of persons born that day: the second sees the first
  private static final String LOCK_BIRTH_DATE =
      """
      select pg_advisory_xact_lock(
               hashtextextended(#{municipality}::uuid::text || #{birthDate}::date, 0))""";
  private static final String FIND_DUPLICATES =
      """
      select %s
        from person p
       %s
       where p.municipality_id = #{municipality} and p.birth_date = #{birthDate}
         and alike(p.search_sound, name_sound(#{firstName} || ' ' || #{lastName}))
         and p.deleted_at is null and not p.limit_search and p.id is distinct from #{self}
         and p.address_block is distinct from 'STRICTLY_CONFIDENTIAL'
       order by p.search_name = folded(#{firstName} || ' ' || #{lastName}) desc, p.id limit 10"""
          .formatted(SearchHit.COLUMNS, SearchHit.JOIN);
  // doesn't conflict with lockForChange, in either direction
  private static final String REQUIRE =
      """
      select p.id from person p
       where p.id = $1 and p.municipality_id = $2 and p.deleted_at is null
         and exists (select from may_be_added($3, p.id)) for key share of p""";
  private static final String LOCK_FOR_CHANGE =
      "select id from person where id = $1 for no key update";
  private static final String UPDATE_ADDRESSES =
      "update person set version = version + 1, email = $2, mobile = $3 where id = $1";
  private static final String UPDATE_MOBILE =
      "update person set version = version + 1, mobile = $2 where id = $1";
  private static final String LOCK_FOR_DELETION = "select id from person where id = $1 for update";
  private static final String GET =
      """
      select card.*
        from person p
       cross join lateral person_card(p.id) card
       where p.id = $1 and p.deleted_at is null""";

  Completable insert(Tx tx, PersonId id, OrganisationId municipality, PersonInput person) {
    return tx.execute(INSERT_REGISTERED, params(id, person).and("municipality", municipality))
        .ignoreElement();
  }

  Completable insertMadeUp(Tx tx, PersonId id, PersonInput person) {
    return tx.execute(INSERT_MADE_UP, params(id, person)).ignoreElement();
  }

  Completable update(Tx tx, PersonId id, PersonInput person) {
    return tx.execute(UPDATE, params(id, person)).ignoreElement();
  }

  /**
   * @param mobile null for none
   */
  Completable updateMobile(Tx tx, PersonId id, String mobile) {
    return tx.execute(UPDATE_MOBILE, id, mobile).ignoreElement();
  }

  /** Null for none. */
  Completable updateAddresses(Tx tx, PersonId id, String email, String mobile) {
    return tx.execute(UPDATE_ADDRESSES, id, email, mobile).ignoreElement();
  }

  private static SqlParams params(PersonId id, PersonInput person) {
    return SqlParams.of("id", id)
        .and("firstName", person.firstName())
        .and("lastName", person.lastName())
        .and("birthDate", person.birthDate())
        .and("dueDate", person.dueDate())
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

  /**
   * Finds persons with a like name and the same birth date, those with the same name first; none if
   * the birth date is unknown.
   *
   * @param self the person's own row, which is none; null if it isn't inserted yet
   */
  Single<List<SearchHit>> findDuplicates(
      Tx tx, Caller caller, PersonInput person, PersonId self, LocalDate today) {
    if (person.birthDate() == null) {
      return Single.just(List.of());
    }
    SqlParams params =
        SqlParams.of("municipality", caller.municipality())
            .and("firstName", person.firstName())
            .and("lastName", person.lastName())
            .and("birthDate", person.birthDate())
            .and("self", self)
            .and("caller", caller.person())
            .and("today", today);
    return Single.zip(
        tx.execute(LOCK_BIRTH_DATE, params),
        tx.query(FIND_DUPLICATES, params),
        (locked, duplicates) -> RowValues.stream(duplicates).map(SearchHit::of).toList());
  }

  /**
   * Fails with {@link Failure.NotFound} unless the person is in the register of the caller's
   * municipality and may be added by the caller (PERSON-13). Prevents deletion of the person until
   * the transaction ends.
   */
  Completable require(Tx tx, Caller caller, PersonId person) {
    return tx.execute(REQUIRE, person, caller.municipality(), caller.person())
        .flatMapCompletable(
            rows ->
                rows.size() == 1
                    ? Completable.complete()
                    : Completable.error(new Failure.NotFound()));
  }

  /**
   * Locks the person's row against change and deletion until the transaction ends. Read the data to
   * be changed after this statement.
   *
   * <p>Lock order: the person before the person's plans. A transaction that holds a plan lock may
   * lock a person only by {@link #require}, which doesn't conflict with this lock.
   */
  Completable lockForChange(Tx tx, PersonId person) {
    return tx.execute(LOCK_FOR_CHANGE, person).ignoreElement();
  }

  /** Also prevents the person from being added to a plan. */
  Completable lockForDeletion(Tx tx, PersonId person) {
    return tx.execute(LOCK_FOR_DELETION, person).ignoreElement();
  }

  /** The person's card, without an access check. Fails with {@link Failure.NotFound}. */
  Single<PersonCard> get(Tx tx, PersonId person) {
    return tx.query(GET, person).map(PersonQuery::card);
  }
}
