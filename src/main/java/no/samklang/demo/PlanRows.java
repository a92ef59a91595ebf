package no.samklang.demo;

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
    inserts.add(
        new Rows.Consent(
            NewId.unguessable(),
            id,
            days.date(consent.from()),
            days.date(consent.until()),
            consent.scope(),
            persons.get(consent.by()),
            capacity(plan, consent.by()),
            days.noon(consent.from()),
            consent.ended() == null ? null : days.noon(consent.ended()),
            consent.ended() == null ? null : "RENEWED"));
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
        new Rows.Participant(member, id, person, participant.role(), days.noon(plan.start())));
    inserts.add(
        new Rows.NotificationPreference(
            member,
            "NEW_MESSAGE",
            participant.notifyBy().contains(Channel.SMS),
            participant.notifyBy().contains(Channel.EMAIL)));
    if (participant.visit() != null) {
      inserts.add(new Rows.Visit(member, NewId.unguessable(), days.time(participant.visit())));
    }
  }
}
