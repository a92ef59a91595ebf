package no.samklang.notify;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Instant;
import no.samklang.bus.Bus;
import no.samklang.db.Sql;
import no.samklang.id.NewId;
import no.samklang.id.PersonId;
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
      insert into outbox (id, created_at, person_id, channel, template, secret, expires_at, next_at, due_at)
      values ($1, $2, $3, $4, $5, $6, $7, $2, $2)""";

  /**
   * That a message has come, to those who wish to know and never to its sender (NOTIF-1, NOTIF-3):
   * at once, but no more than one notice in five minutes about one plan by one channel (NOTIF-4).
   * To be built into the statement that sends it, with {@code told (participant_id)}, {@code $2}
   * the sender and {@code $3} now.
   *
   * <p>What waits already takes up the new one; else it goes when the window of the last one ends.
   * The dispatcher leaves a row that was raised here alone until the commit. In one order, so that
   * two who write to the same people never wait for each other.
   */
  public static final String NEW_MESSAGE =
      """
      insert into outbox as o (id, created_at, person_id, plan_id, channel, template, next_at, due_at, gathering)
      select gen_random_uuid(), $3, person_id, plan_id, channel, 'NEW_MESSAGE', due_at, due_at, true
        from (
          select p.person_id, p.plan_id, wish.channel, greatest($3, last.at + interval '5 minutes') as due_at
            from told
            join participant p on p.id = told.participant_id and p.id <> $2
            join person on person.id = p.person_id
            join notification_preference np on np.participant_id = p.id and np.event = 'NEW_MESSAGE'
           cross join lateral (values ('SMS', np.sms and person.mobile is not null),
                                      ('EMAIL', np.email and person.email is not null)) as wish (channel, wanted)
            left join lateral (
              select max(greatest(before.due_at, before.sent_at)) as at from outbox before
               where before.person_id = p.person_id and before.plan_id = p.plan_id
                 and before.channel = wish.channel and before.template = 'NEW_MESSAGE'
                 and before.due_at > $3::timestamptz - interval '1 day') as last on true
           where wish.wanted
           order by p.person_id, wish.channel) as notice
      on conflict (person_id, plan_id, channel, template) where gathering do update set events = o.events + 1""";

  private final Bus bus;
  private final Clock clock;

  public Outbox(Bus bus, Clock clock) {
    this.bus = bus;
    this.clock = clock;
  }

  /** A one-time code (LOGIN-1), by the account's channel. */
  public Completable code(
      Sql tx, PersonId person, Channel channel, String code, Instant expiresAt) {
    return insert(tx, person, channel, Template.ONE_TIME_CODE, code, expiresAt);
  }

  /** A new password (LOGIN-6), by e-mail. */
  public Completable password(Sql tx, PersonId person, String password, Instant expiresAt) {
    return insert(tx, person, Channel.EMAIL, Template.NEW_PASSWORD, password, expiresAt);
  }

  /** Tells the dispatcher, after the commit, that something waits. */
  public void wake() {
    bus.publish(new Notices.Waiting());
  }

  private Completable insert(
      Sql tx,
      PersonId person,
      Channel channel,
      Template template,
      String secret,
      Instant expiresAt) {
    return tx.run(
            INSERT,
            NewId.inTimeOrder(),
            now(),
            person.value(),
            channel.name(),
            template.name(),
            secret,
            expiresAt)
        .ignoreElement();
  }

  private Instant now() {
    return clock.instant();
  }
}
