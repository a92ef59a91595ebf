package no.samklang.demo;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.samklang.access.Role;
import no.samklang.demo.Story.Consent;
import no.samklang.demo.Story.Participant;
import no.samklang.demo.Story.Plan;
import no.samklang.demo.Story.Status;
import no.samklang.id.NewId;
import no.samklang.notify.Notices.Channel;

/** Makes the rows of one plan, its consents and its participants. */
final class PlanRows {
  private static final List<Integer> REMINDED_BEFORE = List.of(30, 7);

  private final Inserts inserts;
  private final Days days;
  private final Ids organisations;
  private final Ids persons;
  private final Ids participants = new Ids();
  private final UUID id = NewId.unguessable();

  PlanRows(Inserts inserts, Days days, PeopleRows people) {
    this.inserts = inserts;
    this.days = days;
    this.organisations = people.organisations();
    this.persons = people.persons();
  }

  void add(Plan plan) {
    inserts.add(row(plan));
    plan.consents().forEach(consent -> addConsent(plan, consent));
    plan.participants().forEach(participant -> addParticipant(plan, participant));
    new MessageRows(inserts, days, id, participants).add(plan.messages());
  }

  private Rows.Plan row(Plan plan) {
    Optional<Status> status = Optional.ofNullable(plan.status());
    return new Rows.Plan(
        id,
        organisations.get(plan.unit()),
        plan.type(),
        plan.shortName(),
        plan.end() == null ? "ACTIVE" : "CLOSED",
        days.date(plan.start()),
        plan.end() == null ? null : days.date(plan.end()),
        days.time(plan.archived()),
        days.time(plan.changed().at()),
        persons.get(plan.changed().by()),
        status.map(Status::text).orElse(null),
        status.map(Status::at).map(days::time).orElse(null));
  }

  private void addConsent(Plan plan, Consent consent) {
    UUID given = NewId.unguessable();
    boolean over = consent.ended() != null;
    inserts.add(
        new Rows.Consent(
            given,
            id,
            days.date(consent.from()),
            days.date(consent.until()),
            consent.scope(),
            persons.get(consent.by()),
            capacity(plan, consent.by()),
            days.noon(consent.from()),
            over ? days.noon(consent.ended()) : null,
            over ? persons.get(consent.by()) : null,
            over ? "RENEWED" : null,
            persons.get(registrar(consent)),
            consent.differentiated()));
    inserts.add(logged(plan, consent));
    REMINDED_BEFORE.stream()
        .filter(early -> !over && consent.until() <= early)
        .forEach(early -> addReminder(given, consent, early));
  }

  private Rows.PlanLog logged(Plan plan, Consent consent) {
    Map<String, Object> detail =
        Map.of(
            "from", days.date(consent.from()).toString(),
            "until", days.date(consent.until()).toString(),
            "capacity", capacity(plan, consent.by()),
            "registered", consent.registeredBy() != null);
    OffsetDateTime at = days.noon(consent.from());
    return new Rows.PlanLog(
        NewId.inTimeOrder(at.toInstant()),
        id,
        at,
        persons.get(registrar(consent)),
        "CONSENT_GIVEN",
        detail);
  }

  private static String registrar(Consent consent) {
    return consent.registeredBy() == null ? consent.by() : consent.registeredBy();
  }

  /** What was told before the first start isn't told again at it. */
  private void addReminder(UUID given, Consent consent, int early) {
    int on = Math.min(-1, consent.until() - early);
    inserts.add(new Rows.Reminder(given, days.date(consent.until()), early, days.noon(on)));
  }

  private static String capacity(Plan plan, String giver) {
    return plan.participants().stream()
        .filter(participant -> participant.person().equals(giver))
        .map(participant -> participant.role() == Role.OWNER ? "OWNER" : "GUARDIAN")
        .findFirst()
        .orElseThrow();
  }

  private void addParticipant(Plan plan, Participant participant) {
    UUID person = persons.get(participant.person());
    UUID member = participants.add(participant.person(), NewId.unguessable());
    inserts.add(
        new Rows.Participant(
            member, id, person, participant.role(), days.noon(plan.start()), participant.scope()));
    inserts.add(
        new Rows.NotificationPreference(
            member,
            "NEW_MESSAGE",
            participant.notifyBy().contains(Channel.SMS),
            participant.notifyBy().contains(Channel.EMAIL)));
    if (participant.visit() != null) {
      OffsetDateTime at = days.time(participant.visit());
      inserts.add(new Rows.Visit(member, NewId.unguessable(), at));
      OffsetDateTime hour = at.truncatedTo(ChronoUnit.HOURS);
      inserts.add(new Rows.AccessLog(id, member, "HOME", hour, at, at, 1));
    }
  }
}
