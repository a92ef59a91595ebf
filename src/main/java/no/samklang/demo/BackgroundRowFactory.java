package no.samklang.demo;

import java.time.OffsetDateTime;
import java.util.UUID;
import no.samklang.access.Area;
import no.samklang.demo.StoryBackgrounds.StoryAbout;
import no.samklang.demo.StoryBackgrounds.StoryBackground;
import no.samklang.demo.StoryBackgrounds.StoryContact;
import no.samklang.demo.StoryBackgrounds.StoryEmergency;
import no.samklang.demo.StoryBackgrounds.StoryLink;
import no.samklang.demo.StoryBackgrounds.StorySpecialistPlan;
import no.samklang.demo.StoryBackgrounds.StoryText;
import no.samklang.id.NewId;

/** Creates the rows of what one plan tells of its owner. */
final class BackgroundRowFactory {
  private final DemoInserter inserter;
  private final StoryDates dates;
  private final UUID plan;
  private final StoryIds participantIds;
  private final StoryIds goalIds;

  BackgroundRowFactory(
      DemoInserter inserter,
      StoryDates dates,
      UUID plan,
      StoryIds participantIds,
      StoryIds goalIds) {
    this.inserter = inserter;
    this.dates = dates;
    this.plan = plan;
    this.participantIds = participantIds;
    this.goalIds = goalIds;
  }

  void add(StoryBackground background) {
    if (background.about() != null) {
      add(background.about());
    }
    background.statuses().forEach(this::addStatus);
    background.survey().forEach((area, texts) -> texts.forEach(text -> add(area, text)));
    background
        .survey()
        .forEach(
            (area, texts) -> inserter.add(new DemoRows.SurveyVersionRow(plan, area, texts.size())));
    if (background.emergency() != null) {
      add(background.emergency());
    }
    background.specialistPlans().forEach(this::add);
  }

  private void add(StoryAbout about) {
    UUID by = participantIds.get(about.by());
    inserter.add(
        new DemoRows.AboutRow(
            plan, about.text().strip(), about.matters().strip(), 1, dates.time(about.at()), by));
    int position = 0;
    for (StoryLink link : about.links()) {
      inserter.add(new DemoRows.AboutLinkRow(plan, ++position, link.title(), link.url()));
    }
  }

  void addStatus(StoryText status) {
    OffsetDateTime at = dates.time(status.at());
    inserter.add(
        new DemoRows.PlanStatusRow(
            NewId.timeOrdered(at.toInstant()),
            plan,
            status.text(),
            at,
            participantIds.get(status.by())));
  }

  private void add(Area area, StoryText status) {
    OffsetDateTime at = dates.time(status.at());
    inserter.add(
        new DemoRows.SurveyStatusRow(
            NewId.timeOrdered(at.toInstant()),
            plan,
            area,
            status.text().strip(),
            at,
            participantIds.get(status.by())));
  }

  private void add(StoryEmergency emergency) {
    UUID by = participantIds.get(emergency.by());
    inserter.add(
        new DemoRows.EmergencyRow(
            plan, emergency.text().strip(), 1, dates.time(emergency.at()), by));
    int position = 0;
    for (StoryContact contact : emergency.contacts()) {
      inserter.add(
          new DemoRows.EmergencyContactRow(
              plan, ++position, contact.name(), contact.phone(), contact.note()));
    }
  }

  private void add(StorySpecialistPlan specialist) {
    UUID id = NewId.random();
    OffsetDateTime at = dates.time(specialist.at());
    inserter.add(
        new DemoRows.SpecialistPlanRow(
            id,
            plan,
            specialist.title(),
            specialist.responsible(),
            specialist.keptAt(),
            specialist.points().strip(),
            at,
            at,
            participantIds.get(specialist.by()),
            1));
    specialist
        .goals()
        .forEach(
            goal -> inserter.add(new DemoRows.SpecialistPlanGoalRow(id, plan, goalIds.get(goal))));
  }
}
