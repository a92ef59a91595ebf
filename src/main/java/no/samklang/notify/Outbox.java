package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import no.samklang.bus.Bus;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notify.Notices.Channel;
import no.samklang.notify.Notices.Template;

/**
 * Where notices wait: written in the transaction of their cause, so that neither is without the
 * other (NOTIF-4).
 */
@CheckReturnValue
public final class Outbox {
  private static final String INSERT =
      """
      insert into outbox (id, created_at, person_id, channel, template, secret, expires_at, next_at, due_at, address)
      values ($1, $2, $3, $4, $5, $6, $7, $2, $2, $8)""";

  /**
   * That something has happened, to those who wish to know and never to who did it (NOTIF-1,
   * NOTIF-3): at once, but no more than one notice in five minutes about one plan by one channel
   * (NOTIF-4).
   *
   * <p>What waits already takes up the new one; else it goes when the window of the last one ends.
   * The dispatcher leaves a row that was raised here alone until the commit. In one order, so that
   * two who write to the same people never wait for each other.
   */
  private static final String GATHERED =
      """
      insert into outbox as o (id, created_at, person_id, plan_id, channel, template, next_at, due_at, gathering)
      select gen_random_uuid(), $3, person_id, plan_id, channel, '%1$s', due_at, due_at, true
        from (
          select p.person_id, p.plan_id, wish.channel, greatest($3, last.at + interval '5 minutes') as due_at
            from told
            join participant p on p.id = told.participant_id and p.id <> $2
            join person on person.id = p.person_id
            join notification_preference np on np.participant_id = p.id and np.event = '%1$s'
           cross join lateral (values ('SMS', np.sms and person.mobile is not null),
                                      ('EMAIL', np.email and person.email is not null)) as wish (channel, wanted)
            left join lateral (
              select max(greatest(before.due_at, before.sent_at)) as at from outbox before
               where before.person_id = p.person_id and before.plan_id = p.plan_id
                 and before.channel = wish.channel and before.template = '%1$s'
                 and before.due_at > $3::timestamptz - interval '1 day') as last on true
           where wish.wanted
           order by p.person_id, wish.channel) as notice
      on conflict (person_id, plan_id, channel, template) where gathering do update set events = o.events + 1""";

  /**
   * That a message has come, to be built into the statement that sends it, with {@code told
   * (participant_id)}, {@code $2} the sender and {@code $3} now.
   */
  public static final String NEW_MESSAGE = GATHERED.formatted(Template.NEW_MESSAGE);

  private static final String EVENT =
      "with told as (select unnest($1::uuid[]) as participant_id)\n" + GATHERED;

  // by the channel of the person's codes: it is one that works
  private static final String TO_PERSONS =
      """
      insert into outbox (id, created_at, person_id, plan_id, channel, template, next_at, due_at)
      select gen_random_uuid(), $1, a.person_id, $2, a.code_channel, $3, $1, $1
        from account a join person p on p.id = a.person_id
       where a.person_id = any($4)
         and case a.code_channel when 'SMS' then p.mobile else p.email end is not null""";

  // what is found out at night is sent in the morning
  private static final String TOLD =
      """
      insert into outbox (id, created_at, person_id, plan_id, channel, template, next_at, due_at)
      select gen_random_uuid(), $1, a.person_id, told.plan_id, a.code_channel, '%s', morning.at, morning.at
        from told
        join account a on a.person_id = told.person_id
        join person p on p.id = a.person_id
       cross join (select greatest($1::timestamptz, (date_trunc('day', $1::timestamptz at time zone 'Europe/Oslo')
                     + interval '8 hours') at time zone 'Europe/Oslo') as at) as morning
       where case a.code_channel when 'SMS' then p.mobile else p.email end is not null""";

  private final Bus bus;
  private final Clock clock;

  public Outbox(Bus bus, Clock clock) {
    this.bus = bus;
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
   * That something has happened in a plan, to those of the participants who have asked for notices
   * of it (NOTIF-1), but not to who did it.
   *
   * @param by the participant who did it
   */
  public Completable happened(
      Tx tx, Template template, Collection<ParticipantId> told, ParticipantId by) {
    UUID[] ids = told.stream().map(ParticipantId::value).toArray(UUID[]::new);
    return tx.execute(EVENT.formatted(template), ids, by.value(), now()).ignoreElement();
  }

  /** Something in a plan that concerns these persons, whatever they have asked for. */
  public Completable toPersons(
      Tx tx, Template template, PlanId plan, Collection<PersonId> persons) {
    UUID[] ids = persons.stream().map(PersonId::value).toArray(UUID[]::new);
    return tx.execute(TO_PERSONS, now(), plan.value(), template.name(), ids).ignoreElement();
  }

  /**
   * The same for those whom a statement finds that nobody waits for: to be built into it, with
   * {@code told (person_id, plan_id)} and {@code $1} now. Not before eight in the morning.
   */
  public static String told(Template template) {
    return TOLD.formatted(template);
  }

  /** Tells the dispatcher, after the commit, that something waits. */
  public void wake() {
    bus.publish(new Notices.Waiting());
  }

  private Completable insert(
      Tx tx,
      PersonId person,
      Channel channel,
      Template template,
      String secret,
      Instant expiresAt,
      String address) {
    return tx.execute(
            INSERT,
            NewId.inTimeOrder(),
            now(),
            person.value(),
            channel.name(),
            template.name(),
            secret,
            expiresAt,
            address)
        .ignoreElement();
  }

  private Instant now() {
    return clock.instant();
  }
}
