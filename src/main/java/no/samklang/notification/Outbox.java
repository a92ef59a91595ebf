package no.samklang.notification;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Area;
import no.samklang.db.Tx;
import no.samklang.id.NewId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.notification.Notices.LoginDetail;
import no.samklang.notification.Notices.NoticeChannel;
import no.samklang.notification.Notices.NoticeType;
import no.samklang.security.ServiceKey;
import no.samklang.security.ServiceKey.Purpose;

/**
 * Transactional outbox of notices: a notice is inserted in the transaction of its cause (NOTIF-4),
 * in one round trip with the commit, after which the dispatcher is notified. SQL statements use the
 * database functions {@code notify_…} themselves. As the person has chosen, a trigger holds it back
 * or has a digest take it up (NOTIF-6).
 */
@CheckReturnValue
public final class Outbox {
  private static final String INSERT =
      """
      insert into outbox (id, created_at, person_id, channel, template, secret, expires_at, next_at, due_at, address)
      values ($1, $2, $3, $4, $5, $6, $7, $2, $2, $8)""";

  private static final String CANCEL_CODE =
      """
      delete from outbox
       where person_id = $1 and template = 'ONE_TIME_CODE' and expires_at = $2 and sent_at is null and failed_at is null""";

  private static final String NOTIFY_PARTICIPANTS =
      "select notify_participants($1, array_remove($2::uuid[], $3), false, $4)";
  private static final String NOTIFY_INVITED =
      """
      select notify_participants($1, array(
        select open_id from open_participants($5) where open_id = any ($2) and open_id <> $3), true, $4)""";
  private static final String NOTIFY_READERS = "select notify_readers($1, $2, $3, $4, $5, $6)";

  // by the person's code channel, which is known to work
  private static final String INSERT_FOR_PERSONS =
      """
      insert into outbox (id, created_at, person_id, plan_id, channel, template, next_at, due_at)
      select gen_random_uuid(), $1, a.person_id, $2, a.code_channel, $3, $1, $1
        from account a join person p on p.id = a.person_id
       where a.person_id = any($4) and a.blocked_at is null
         and case a.code_channel when 'SMS' then p.mobile else p.email end is not null
       order by a.person_id""";

  private static final String INSERT_FOR_DECIDERS =
      """
      select notify_persons($1, $2, array(
        select member_person_id from plan_members($3) where member_plan_id = $2 and member_decides and member_person_id <> $4), $5)""";

  private final Clock clock;
  private final AccessPolicy access;
  private final ServiceKey key;

  /**
   * @param key encrypts codes and passwords that wait to be sent
   */
  public Outbox(Clock clock, ServiceKey key) {
    this.clock = clock;
    this.key = key;
    this.access = new AccessPolicy(clock);
  }

  /** Enqueues a one-time code (LOGIN-1) by the account's channel. */
  public Completable enqueueCode(
      Tx tx, PersonId person, NoticeChannel channel, String code, Instant expiresAt) {
    return insert(tx, person, channel, NoticeType.ONE_TIME_CODE, code, expiresAt, null);
  }

  /** Enqueues a one-time code to an address that the person wants for themselves (PERSON-14). */
  public Completable enqueueCodeTo(
      Tx tx,
      PersonId person,
      NoticeChannel channel,
      String address,
      String code,
      Instant expiresAt) {
    return insert(tx, person, channel, NoticeType.ONE_TIME_CODE, code, expiresAt, address);
  }

  /** Enqueues a notice that the person has asked for, to see whether notices arrive (PERSON-12). */
  public Completable enqueueTest(Tx tx, PersonId person, NoticeChannel channel) {
    return insert(tx, person, channel, NoticeType.TEST, null, null, null);
  }

  /**
   * Enqueues a notice that wrong guesses have locked an account for others than the person's known
   * devices (LOGIN-2).
   *
   * @param person null for nobody; takes the same time
   */
  public Completable enqueueLocked(Tx tx, PersonId person) {
    UUID[] persons = {person == null ? null : person.value()};
    return enqueue(tx, INSERT_FOR_PERSONS, now(), null, NoticeType.LOGIN_LOCKED, persons);
  }

  /** Deletes a code that hasn't been sent, when another takes its place. */
  public Completable cancelCode(Tx tx, PersonId person, Instant expiresAt) {
    return tx.execute(CANCEL_CODE, person.value(), expiresAt).ignoreElement();
  }

  /** Enqueues a new password (LOGIN-6) by e-mail. */
  public Completable enqueuePassword(Tx tx, PersonId person, String password, Instant expiresAt) {
    return insert(
        tx, person, NoticeChannel.EMAIL, NoticeType.NEW_PASSWORD, password, expiresAt, null);
  }

  /**
   * Enqueues a notice to the previous address that something which the person logs in with was
   * changed.
   *
   * @param changed what the notice names; never its value (NOTIF-2)
   */
  public Completable enqueueLoginChanged(
      Tx tx, PersonId person, NoticeChannel channel, String address, Set<LoginDetail> changed) {
    String details = changed.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
    return insert(tx, person, channel, NoticeType.ADDRESS_CHANGED, details, null, address);
  }

  /**
   * Enqueues the link that stops a change of an address by another (PERSON-15), to an address that
   * the person had before.
   *
   * @param link the part of the page's address that only the notice holds
   */
  public Completable enqueueStopLink(
      Tx tx,
      PersonId person,
      NoticeChannel channel,
      String address,
      String link,
      Instant expiresAt) {
    return insert(tx, person, channel, NoticeType.ADDRESS_CHANGE_ASKED, link, expiresAt, address);
  }

  /**
   * Enqueues a notice of an event in a plan to the participants who have chosen it (NOTIF-1),
   * except {@code by}: due at once, but at most one notice per 5 minutes, person, plan and channel
   * (NOTIF-4).
   *
   * @param by the participant who caused the event
   */
  public Completable enqueueForParticipants(
      Tx tx, NoticeType type, Collection<ParticipantId> recipients, ParticipantId by) {
    UUID[] ids = recipients.stream().map(ParticipantId::value).toArray(UUID[]::new);
    return enqueue(tx, NOTIFY_PARTICIPANTS, type, ids, by, now());
  }

  /**
   * As {@link #enqueueForParticipants}, to those who may read an area of the plan and don't need
   * another consent first (NOTIF-3).
   *
   * @param area null for what all participants may read
   */
  public Completable enqueueForReaders(
      Tx tx, NoticeType type, PlanId plan, Area area, ParticipantId by) {
    return enqueue(tx, NOTIFY_READERS, type, plan, area, by, access.today(), now());
  }

  /**
   * As {@link #enqueueForParticipants}, to those of the invited that the plan is open to, whatever
   * their notification preferences, since it is their answer that is asked for (MEET-1).
   */
  public Completable enqueueForInvited(
      Tx tx, NoticeType type, Collection<ParticipantId> invited, ParticipantId by) {
    UUID[] ids = invited.stream().map(ParticipantId::value).toArray(UUID[]::new);
    return enqueue(tx, NOTIFY_INVITED, type, ids, by, now(), access.today());
  }

  /** Enqueues a notice about a plan to the persons, whatever their notification preferences. */
  public Completable enqueueForPersons(
      Tx tx, NoticeType type, PlanId plan, Collection<PersonId> persons) {
    UUID[] ids = persons.stream().map(PersonId::value).toArray(UUID[]::new);
    return enqueue(tx, INSERT_FOR_PERSONS, now(), plan, type, ids);
  }

  /**
   * Enqueues a notice about a plan to those with the owner's authority (PLAN-8), except {@code by},
   * whatever their notification preferences; not sent at night.
   *
   * @param by the person who caused it (NOTIF-3)
   */
  public Completable enqueueForDeciders(Tx tx, NoticeType type, PlanId plan, PersonId by) {
    return enqueue(tx, INSERT_FOR_DECIDERS, type, plan, access.today(), by, now());
  }

  private Completable insert(
      Tx tx,
      PersonId person,
      NoticeChannel channel,
      NoticeType type,
      String secret,
      Instant expiresAt,
      String address) {
    return enqueue(
        tx,
        INSERT,
        NewId.timeOrdered(),
        now(),
        person,
        channel,
        type,
        secret == null ? null : key.encrypt(Purpose.OUTBOX, secret),
        expiresAt,
        address);
  }

  private static Completable enqueue(Tx tx, String sql, Object... args) {
    return Completable.fromAction(
        () -> {
          tx.executeAtCommit(sql, args);
          tx.publish(new Notices.OutboxChanged());
        });
  }

  private Instant now() {
    return clock.instant();
  }
}
