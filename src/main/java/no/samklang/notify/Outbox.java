package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notify.Notices.Channel;
import no.samklang.notify.Notices.Template;

/**
 * Where notices wait: written in the transaction of their cause, so that neither is without the
 * other (NOTIF-4). They are written in one trip with the commit, after which the dispatcher is
 * told. What a statement finds out by itself it gives to {@code notify_persons} of the database.
 */
@CheckReturnValue
public final class Outbox {
  private static final String INSERT =
      """
      insert into outbox (id, created_at, person_id, channel, template, secret, expires_at, next_at, due_at, address)
      values ($1, $2, $3, $4, $5, $6, $7, $2, $2, $8)""";

  // What waits already takes up the new one; else it goes when the window of the last one ends. The
  // dispatcher leaves a row that was raised here alone until the commit. In one order, so that two
  // who write to the same people never wait for each other.
  static final String EVENT =
      """
      insert into outbox as o (id, created_at, person_id, plan_id, channel, template, next_at, due_at, gathering)
      select gen_random_uuid(), $3, person_id, plan_id, channel, $4, due_at, due_at, true
        from (
          select p.person_id, p.plan_id, wish.channel, greatest($3, last.at + interval '5 minutes') as due_at
            from unnest($1::uuid[]) as told (participant_id)
            join participant p on p.id = told.participant_id and p.id <> $2
            join person on person.id = p.person_id
            join notification_preference np on np.participant_id = p.id and np.event = $4
           cross join lateral (values ('SMS', np.sms and person.mobile is not null),
                                      ('EMAIL', np.email and person.email is not null)) as wish (channel, wanted)
            left join lateral (
              select max(greatest(before.due_at, before.sent_at)) as at from outbox before
               where before.person_id = p.person_id and before.plan_id = p.plan_id
                 and before.channel = wish.channel and before.template = $4
                 and before.due_at > $3::timestamptz - interval '1 day') as last on true
           where wish.wanted
           order by p.person_id, wish.channel) as notice
      on conflict (person_id, plan_id, channel, template) where gathering do update set events = o.events + 1""";

  // by the channel of the person's codes: it is one that works
  private static final String TO_PERSONS =
      """
      insert into outbox (id, created_at, person_id, plan_id, channel, template, next_at, due_at)
      select gen_random_uuid(), $1, a.person_id, $2, a.code_channel, $3, $1, $1
        from account a join person p on p.id = a.person_id
       where a.person_id = any($4)
         and case a.code_channel when 'SMS' then p.mobile else p.email end is not null""";

  private final Clock clock;

  public Outbox(Clock clock) {
    this.clock = clock;
  }

  /** A one-time code (LOGIN-1), by the account's channel. */
  public Completable code(Tx tx, PersonId person, Channel channel, String code, Instant expiresAt) {
    return insert(tx, person, channel, Template.ONE_TIME_CODE, code, expiresAt, null);
  }

  /** A new password (LOGIN-6), by e-mail. */
  public Completable password(Tx tx, PersonId person, String password, Instant expiresAt) {
    return insert(tx, person, Channel.EMAIL, Template.NEW_PASSWORD, password, expiresAt, null);
  }

  /**
   * That it is changed where a person's codes go, or that somebody else has changed the user name
   * or the password: to the address that was theirs before.
   */
  public Completable addressChanged(Tx tx, PersonId person, Channel channel, String address) {
    return insert(tx, person, channel, Template.ADDRESS_CHANGED, null, null, address);
  }

  /**
   * That something has happened in a plan, to those of the participants who wish to know (NOTIF-1),
   * but not to who did it: at once, but no more than one notice in five minutes about one plan by
   * one channel (NOTIF-4).
   *
   * @param by the participant who did it
   */
  public Completable happened(
      Tx tx, Template template, Collection<ParticipantId> told, ParticipantId by) {
    UUID[] ids = told.stream().map(ParticipantId::value).toArray(UUID[]::new);
    return add(tx, EVENT, ids, by, now(), template);
  }

  /** Something in a plan that concerns these persons, whatever they have asked for. */
  public Completable toPersons(
      Tx tx, Template template, PlanId plan, Collection<PersonId> persons) {
    UUID[] ids = persons.stream().map(PersonId::value).toArray(UUID[]::new);
    return add(tx, TO_PERSONS, now(), plan, template, ids);
  }

  private Completable insert(
      Tx tx,
      PersonId person,
      Channel channel,
      Template template,
      String secret,
      Instant expiresAt,
      String address) {
    return add(
        tx,
        INSERT,
        NewId.inTimeOrder(),
        now(),
        person,
        channel,
        template,
        secret,
        expiresAt,
        address);
  }

  private static Completable add(Tx tx, String sql, Object... args) {
    return Completable.fromAction(
        () -> {
          tx.enlist(sql, args);
          tx.publish(new Notices.Waiting());
        });
  }

  private Instant now() {
    return clock.instant();
  }
}
