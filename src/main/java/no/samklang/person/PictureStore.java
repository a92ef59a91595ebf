package no.samklang.person;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import no.samklang.bus.Caller;
import no.samklang.bus.Failure;
import no.samklang.db.Rows;
import no.samklang.db.SqlReader;
import no.samklang.db.Tx;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.organisation.Administration;
import no.samklang.person.Persons.Picture;

/** The table {@code person_picture}. */
@CheckReturnValue
final class PictureStore {
  // $1 the caller, $2 the person, $3 today
  private static final String PICTURE =
      """
      select pp.content, pp.content_type
        from person_picture pp
        join person p on p.id = pp.person_id
        left join organisation unit on false
       where pp.person_id = $2 and p.deleted_at is null
         and (p.id = $1 or %s or exists (
               select from plan_members($3) me
                 join participant them on them.plan_id = me.member_plan_id and them.person_id = $2 and them.removed_at is null
                where me.member_person_id = $1 and me.member_is_open))"""
          .formatted(Administration.ADMINISTERED);
  // one who is being deleted is waited for; its version goes on from a picture that was removed,
  // which browsers may have kept
  private static final String PUT =
      """
      insert into person_picture as pp (person_id, content, content_type, version, updated_at)
      select id, $2, $3, extract(epoch from $4::timestamptz)::int, $4
        from person where id = $1 and deleted_at is null for share
      on conflict (person_id) do update
         set content = excluded.content, content_type = excluded.content_type,
             version = greatest(pp.version + 1, excluded.version), updated_at = excluded.updated_at
      returning version""";
  private static final String REMOVE = "delete from person_picture where person_id = $1";
  private static final String PARTICIPANT =
      "select person_id from participant where id = $1 and plan_id = $2 and removed_at is null";

  Single<Picture> picture(SqlReader sql, Caller caller, PersonId person, LocalDate today) {
    return sql.query(PICTURE, caller.person().value(), person.value(), today)
        .map(rows -> Rows.first(rows).map(PictureStore::picture))
        .map(found -> found.orElseThrow(Failure.NotFound::new));
  }

  private static Picture picture(Row row) {
    return new Picture(row.getString("content_type"), row.get(Buffer.class, "content"));
  }

  /** Gives the picture's version. Fails with {@link Failure.NotFound} for one who is deleted. */
  Single<Integer> put(Tx tx, PersonId person, byte[] jpeg, Instant now) {
    return tx.execute(PUT, person.value(), Buffer.buffer(jpeg), "image/jpeg", now)
        .map(rows -> Rows.first(rows).map(row -> row.getInteger("version")))
        .map(version -> version.orElseThrow(Failure.NotFound::new));
  }

  Completable remove(Tx tx, PersonId person) {
    return tx.execute(REMOVE, person.value()).ignoreElement();
  }

  /** Whose place in a plan it is. */
  Single<Optional<PersonId>> participant(SqlReader sql, PlanId plan, ParticipantId participant) {
    return sql.query(PARTICIPANT, participant.value(), plan.value())
        .map(rows -> Rows.first(rows).map(row -> new PersonId(row.getUUID("person_id"))));
  }
}
