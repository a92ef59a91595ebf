package no.samklang.demo;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.samklang.access.Role;
import no.samklang.demo.DemoStory.StoryConsent;
import no.samklang.demo.DemoStory.StoryParticipant;
import no.samklang.demo.DemoStory.StoryPlan;
import no.samklang.demo.DemoStory.StoryStatus;
import no.samklang.demo.StoryBackgrounds.StoryBackground;
import no.samklang.demo.StoryBackgrounds.StoryText;
import no.samklang.demo.StoryDocuments.StoryDocument;
import no.samklang.demo.StoryEvents.StoryEvent;
import no.samklang.demo.StoryGoals.StoryGoal;
import no.samklang.demo.StoryMeetings.StoryMeeting;
import no.samklang.id.NewId;
import no.samklang.notification.Notices.NoticeChannel;

/** Creates the rows of one plan, its consents and its participants, and what they have written. */
final class PlanRowFactory {
  private static final List<Integer> REMINDER_DAYS = List.of(30, 7);

  private static final int PERCENT = 100;
  private static final long ARCHIVE_BYTES = 214_300;

  private final DemoInserter inserter;
  private final StoryDates dates;
  private final StoryIds organisationIds;
  private final StoryIds personIds;
  private final StoryIds participantIds = new StoryIds();
  private final UUID id;
  private final UUID practises;
  private final LocalDate practiceUntil;

  PlanRowFactory(DemoInserter inserter, StoryDates dates, PersonRowFactory personRows) {
    this(inserter, dates, personRows, NewId.random(), null, null);
  }

  /**
   * @param practises the real person in a practice plan (PLAN-10); null in another plan, as {@code
   *     practiceUntil}
   */
  PlanRowFactory(
      DemoInserter inserter,
      StoryDates dates,
      PersonRowFactory personRows,
      UUID id,
      UUID practises,
      LocalDate practiceUntil) {
    this.id = id;
    this.practises = practises;
    this.practiceUntil = practiceUntil;
    this.inserter = inserter;
    this.dates = dates;
    this.organisationIds = personRows.organisationIds();
    this.personIds = personRows.personIds();
  }

  void add(
      StoryPlan plan,
      List<StoryGoal> goals,
      StoryBackground background,
      List<StoryDocument> documents,
      List<StoryEvent> events,
      List<StoryMeeting> meetings) {
    inserter.add(row(plan));
    plan.participants().forEach(participant -> addParticipant(plan, participant));
    if (plan.archived() != null) {
      addArchive(plan);
    }
    addLog(plan, dates.noon(plan.start()).minusHours(2), "PLAN_CREATED", null, Map.of());
    plan.consents().forEach(consent -> addConsent(plan, consent));
    new MessageRowFactory(inserter, dates, id, participantIds).add(plan.messages());
    GoalRowFactory goalRows = new GoalRowFactory(inserter, dates, id, participantIds);
    goalRows.add(goals);
    BackgroundRowFactory rows =
        new BackgroundRowFactory(inserter, dates, id, participantIds, goalRows.goalIds());
    rows.add(background);
    if (plan.status() != null) {
      rows.addStatus(new StoryText(owner(plan), plan.status().at(), plan.status().text()));
    }
    new DocumentRowFactory(inserter, dates, id, participantIds).add(documents);
    new EventRowFactory(inserter, dates, id, participantIds).add(events);
    new MeetingRowFactory(inserter, dates, id, participantIds, goalRows.activityIds())
        .add(meetings);
  }

  private void addArchive(StoryPlan plan) {
    OffsetDateTime at = dates.time(plan.archived());
    UUID archive = NewId.random();
    inserter.add(
        new DemoRows.PlanArchiveRow(
            archive,
            id,
            participantIds.get(plan.changed().by()),
            List.of("ABOUT", "GOALS", "SURVEY", "PARTICIPANTS", "CONSENT", "DOCUMENTS", "LOG"),
            true,
            true,
            at,
            "RECEIVED",
            PERCENT,
            at,
            1,
            ARCHIVE_BYTES,
            "\\x" + archive.toString().replace("-", "").repeat(2),
            at.plusSeconds(2),
            "samklang-" + archive + ".zip"));
  }

  private DemoRows.PlanRow row(StoryPlan plan) {
    Optional<StoryStatus> status = Optional.ofNullable(plan.status());
    return new DemoRows.PlanRow(
        id,
        organisationIds.get(plan.unit()),
        plan.type(),
        plan.shortName(),
        plan.end() == null ? "ACTIVE" : "CLOSED",
        dates.date(plan.start()),
        plan.plannedEnd() == null ? null : dates.date(plan.plannedEnd()),
        plan.end() == null ? null : dates.date(plan.end()),
        plan.legalBasis(),
        dates.time(plan.archived()),
        dates.time(plan.changed().at()),
        personIds.get(plan.changed().by()),
        status.map(StoryStatus::text).orElse(null),
        status.map(StoryStatus::at).map(dates::time).orElse(null),
        plan.logOpen(),
        practises,
        practiceUntil);
  }

  private void addConsent(StoryPlan plan, StoryConsent consent) {
    UUID consentId = NewId.random();
    boolean ended = consent.ended() != null;
    inserter.add(
        new DemoRows.ConsentRow(
            consentId,
            id,
            dates.date(consent.from()),
            dates.date(consent.until()),
            consent.scope(),
            consent.notCovered(),
            personIds.get(consent.by()),
            capacity(plan, consent.by()),
            dates.noon(consent.from()),
            ended ? dates.noon(consent.ended()) : null,
            ended ? personIds.get(consent.by()) : null,
            ended ? "RENEWED" : null,
            personIds.get(registrar(consent)),
            consent.differentiated()));
    inserter.add(logRow(plan, consent));
    REMINDER_DAYS.stream()
        .filter(daysBefore -> !ended && consent.until() <= daysBefore)
        .forEach(daysBefore -> addReminder(consentId, consent, daysBefore));
  }

  private DemoRows.PlanLogRow logRow(StoryPlan plan, StoryConsent consent) {
    Map<String, Object> detail =
        Map.of(
            "from", dates.date(consent.from()).toString(),
            "until", dates.date(consent.until()).toString(),
            "capacity", capacity(plan, consent.by()),
            "registered", consent.registeredBy() != null);
    OffsetDateTime at = dates.noon(consent.from());
    return new DemoRows.PlanLogRow(
        NewId.timeOrdered(at.toInstant()),
        id,
        at,
        personIds.get(registrar(consent)),
        "CONSENT_GIVEN",
        null,
        detail);
  }

  /** Adds what a coordinator of the plan has done to its log. */
  private void addLog(
      StoryPlan plan,
      OffsetDateTime at,
      String event,
      UUID participant,
      Map<String, Object> detail) {
    inserter.add(
        new DemoRows.PlanLogRow(
            NewId.timeOrdered(at.toInstant()),
            id,
            at,
            personIds.get(coordinator(plan)),
            event,
            participant,
            detail));
  }

  private static String coordinator(StoryPlan plan) {
    return first(plan, Role.COORDINATOR);
  }

  private static String owner(StoryPlan plan) {
    return first(plan, Role.OWNER);
  }

  private static String first(StoryPlan plan, Role role) {
    return plan.participants().stream()
        .filter(participant -> participant.role() == role)
        .map(StoryParticipant::person)
        .findFirst()
        .orElseThrow();
  }

  private static String registrar(StoryConsent consent) {
    return consent.registeredBy() == null ? consent.by() : consent.registeredBy();
  }

  /** Marks a reminder due before the first start as sent, so that it isn't sent at the start. */
  private void addReminder(UUID consentId, StoryConsent consent, int daysBefore) {
    int sentOn = Math.min(-1, consent.until() - daysBefore);
    inserter.add(
        new DemoRows.ReminderRow(
            consentId, dates.date(consent.until()), daysBefore, dates.noon(sentOn)));
  }

  private static String capacity(StoryPlan plan, String giver) {
    return plan.participants().stream()
        .filter(participant -> participant.person().equals(giver))
        .map(participant -> participant.role() == Role.OWNER ? "OWNER" : "GUARDIAN")
        .findFirst()
        .orElseThrow();
  }

  private void addParticipant(StoryPlan plan, StoryParticipant participant) {
    UUID person = personIds.get(participant.person());
    UUID participantId = participantIds.add(participant.person(), NewId.random());
    inserter.add(
        new DemoRows.ParticipantRow(
            participantId,
            id,
            person,
            participant.role(),
            dates.noon(plan.start()),
            participant.until() == null ? null : dates.date(participant.until()),
            participant.service().name(),
            participant.service().organisation(),
            participant.scope(),
            Map.of("areas", participant.levels()),
            participant.reason()));
    addLog(
        plan,
        dates.noon(plan.start()).minusHours(1),
        "PARTICIPANT_ADDED",
        participantId,
        Map.of("role", participant.role()));
    inserter.add(
        new DemoRows.NotificationPreferenceRow(
            participantId,
            "NEW_MESSAGE",
            participant.notifyBy().contains(NoticeChannel.SMS),
            participant.notifyBy().contains(NoticeChannel.EMAIL)));
    if (participant.visit() != null) {
      OffsetDateTime at = dates.time(participant.visit());
      inserter.add(new DemoRows.VisitRow(participantId, NewId.random(), at));
      OffsetDateTime hour = at.truncatedTo(ChronoUnit.HOURS);
      inserter.add(
          new DemoRows.AccessLogRow(
              id, participantId, "HOME", participant.role().name(), null, hour, at, at, 1));
    }
  }
}
