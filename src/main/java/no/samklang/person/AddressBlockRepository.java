package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import no.samklang.db.RowValues;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.id.PersonId;
import no.samklang.person.AddressBlockService.BlockedPerson;
import no.samklang.security.Caller;

/** The column {@code person.address_block} (PERSON-13). */
@CheckReturnValue
final class AddressBlockRepository {
  private static final int MAX_LIST = 500;

  private static final String FIND =
      """
      select p.version, p.address_block, exists (select from administers_person($1, p.id)) as administers
        from person p
       where p.id = $2 and p.deleted_at is null and exists (select from may_block_address($1, p.id, $3))""";
  private static final String UPDATE =
      "update person set address_block = $2, version = version + 1 where id = $1";
  private static final String IS_ADMINISTRATOR =
      "select exists (select from organisation_admin where person_id = $1 and organisation_id = $2) as found";
  private static final String LIST =
      """
      select p.id, p.first_name, p.last_name, p.address_block
        from person p
       where p.municipality_id = $1 and p.address_block is not null and p.deleted_at is null
       order by p.last_name collate "nb-NO-x-icu", p.first_name collate "nb-NO-x-icu", p.id limit $2""";

  /**
   * @param block null for none
   * @param administers whether the caller is an administrator of the person's municipality
   */
  record CurrentBlock(int version, AddressBlock block, boolean administers) {}

  /** Empty unless the caller may set the person's block. */
  Maybe<CurrentBlock> find(SqlReader sql, Caller caller, PersonId person, LocalDate today) {
    return sql.query(FIND, caller.person(), person, today)
        .mapOptional(RowValues::first)
        .map(AddressBlockRepository::current);
  }

  private static CurrentBlock current(Row row) {
    return new CurrentBlock(
        row.getInteger("version"),
        AddressBlock.of(row.getString("address_block")),
        row.getBoolean("administers"));
  }

  /**
   * @param block null for none
   */
  Completable update(Tx tx, PersonId person, AddressBlock block) {
    return tx.execute(UPDATE, person, block == null ? null : block.name()).ignoreElement();
  }

  Single<Boolean> administersMunicipality(SqlReader sql, Caller caller) {
    return sql.query(IS_ADMINISTRATOR, caller.person(), caller.municipality())
        .map(rows -> rows.iterator().next().getBoolean("found"));
  }

  /** The blocked persons of the caller's municipality, by name; at most 500. */
  Single<List<BlockedPerson>> list(SqlReader sql, Caller caller) {
    return sql.query(LIST, caller.municipality(), MAX_LIST)
        .map(rows -> RowValues.stream(rows).map(AddressBlockRepository::blocked).toList());
  }

  private static BlockedPerson blocked(Row row) {
    return new BlockedPerson(
        new PersonId(row.getUUID("id")),
        row.getString("first_name"),
        row.getString("last_name"),
        AddressBlock.of(row.getString("address_block")));
  }
}
