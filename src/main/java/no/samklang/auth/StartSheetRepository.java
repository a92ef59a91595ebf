package no.samklang.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.db.SqlWriter;
import no.samklang.db.Tx;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.text.Language;
import no.samklang.text.Languages;

/** The table {@code start_sheet}: sheets with a temporary password that wait to be fetched. */
@CheckReturnValue
final class StartSheetRepository {
  private static final String PUT =
      """
      insert into start_sheet (person_id, id, asked_by, coordinator_id, password, expires_at)
      values (#{person}, #{id}, #{by},
              (select c.person_id from participant c
                where c.plan_id = #{plan} and c.role = 'COORDINATOR' and c.removed_at is null
                order by c.since, c.id limit 1),
              #{password}, #{expiresAt})
      on conflict (person_id) do update
         set id = excluded.id, asked_by = excluded.asked_by, coordinator_id = excluded.coordinator_id,
             password = excluded.password, expires_at = excluded.expires_at""";
  private static final String TAKE =
      """
      with taken as (
        delete from start_sheet where id = #{id} and asked_by = #{by} and expires_at > #{now}
        returning person_id, asked_by, coordinator_id, password
      )
      select p.first_name || ' ' || p.last_name as name, p.language, a.username, a.code_channel, t.password,
             case when exists (select from sees_address(t.asked_by, p.id, #{today}))
                  then case a.code_channel when 'SMS' then p.mobile else p.email end end as address,
             t.coordinator_id is not null as coordinator, h.first_name || ' ' || h.last_name as helper,
             case when h.address_block is not null then null
                  when h.mobile is not null and not h.hide_mobile then h.mobile
                  when not h.hide_phone then h.phone end as helper_phone
        from taken t
        join person p on p.id = t.person_id
        join account a on a.person_id = p.id
        join person h on h.id = coalesce(t.coordinator_id, t.asked_by)""";
  private static final String DELETE_EXPIRED =
      """
      with old as (
        select person_id from start_sheet where expires_at < $1 limit $2 for update skip locked
      )
      delete from start_sheet using old where start_sheet.person_id = old.person_id""";

  /**
   * A sheet that waits.
   *
   * @param plan in which the password was given; null for none
   * @param password encrypted
   */
  record WaitingSheet(UUID id, PersonId person, PersonId by, UUID plan, String password) {
    @Override
    public String toString() {
      return "WaitingSheet";
    }
  }

  /**
   * What a sheet says.
   *
   * @param language of the person
   * @param password encrypted
   * @param address where codes go; null without one, and for one that who printed it may not see
   * @param coordinator whether the helper coordinates the person's plan
   * @param helperPhone null for none, and for a hidden one
   */
  record SheetContent(
      Language language,
      String name,
      String username,
      String password,
      NoticeChannel channel,
      String address,
      boolean coordinator,
      String helper,
      String helperPhone) {
    static SheetContent of(Row row) {
      Languages languages = Languages.packaged();
      return new SheetContent(
          languages.find(row.getString("language")).orElseGet(languages::defaultLanguage),
          row.getString("name"),
          row.getString("username"),
          row.getString("password"),
          NoticeChannel.valueOf(row.getString("code_channel")),
          row.getString("address"),
          row.getBoolean("coordinator"),
          row.getString("helper"),
          row.getString("helper_phone"));
    }

    @Override
    public String toString() {
      return "SheetContent";
    }
  }

  /** Takes the place of an earlier one of the same person. */
  Completable put(Tx tx, WaitingSheet sheet, Instant expiresAt) {
    SqlParams params =
        SqlParams.of("person", sheet.person())
            .and("id", sheet.id())
            .and("by", sheet.by())
            .and("plan", sheet.plan())
            .and("password", sheet.password())
            .and("expiresAt", expiresAt);
    return tx.execute(PUT, params).ignoreElement();
  }

  /** Fails with {@link Failure.NotFound} for another's, and for one that was fetched or expired. */
  Single<SheetContent> take(Tx tx, UUID id, PersonId by, Instant now, LocalDate today) {
    SqlParams params = SqlParams.of("id", id).and("by", by).and("now", now).and("today", today);
    return tx.execute(TAKE, params)
        .map(
            rows -> RowValues.first(rows).map(SheetContent::of).orElseThrow(Failure.NotFound::new));
  }

  /** Deletes those that nobody fetched; {@code limit} at most. */
  static Single<Integer> deleteExpired(SqlWriter sql, Instant now, int limit) {
    return sql.execute(DELETE_EXPIRED, now, limit).map(rows -> rows.rowCount());
  }
}
