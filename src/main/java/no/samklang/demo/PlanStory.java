package no.samklang.demo;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import no.samklang.db.Tx;
import no.samklang.demo.DemoStory.StoryPerson;
import no.samklang.demo.DemoStory.StoryPlan;
import no.samklang.demo.StoryBackgrounds.StoryBackground;
import no.samklang.demo.StoryEvents.StoryEvent;
import no.samklang.demo.StoryGoals.StoryGoal;
import no.samklang.demo.StoryMeetings.StoryMeeting;

/**
 * A made-up plan as a YAML file tells it, with one real person among made-up ones: a practice plan
 * (PLAN-10). Days and times are as in {@code demo/story.yaml}, counted from when it is inserted.
 */
@CheckReturnValue
public final class PlanStory {
  /** The real person, in the file. */
  private static final String REAL_PERSON = "me";

  private static final String ORGANISATION = "practice";

  private final Content content;

  private PlanStory(Content content) {
    this.content = content;
  }

  private record Content(
      Map<String, StoryPerson> persons,
      StoryPlan plan,
      List<StoryGoal> goals,
      StoryBackground background,
      List<StoryEvent> events,
      List<StoryMeeting> meetings) {}

  /**
   * Who and what isn't in the file.
   *
   * @param organisation of the plan and the made-up persons
   * @param person the real one
   * @param until the last day on which the plan exists
   */
  public record NewPracticePlan(
      UUID plan, UUID organisation, UUID person, LocalDate today, LocalDate until) {}

  /** Reads a resource; empty if there is none. Blocking. */
  public static Optional<PlanStory> read(String resource) {
    try (InputStream in = PlanStory.class.getResourceAsStream(resource)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new PlanStory(DemoStory.YAML.readValue(in, Content.class)));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /** Inserts the persons, the plan and all that is in it. */
  public Completable insert(Tx tx, NewPracticePlan practice) {
    DemoInserter inserter = new DemoInserter();
    StoryDates dates = new StoryDates(practice.today());
    PersonRowFactory persons = new PersonRowFactory(inserter, dates, Map.of());
    persons.organisationIds().add(ORGANISATION, practice.organisation());
    persons.personIds().add(REAL_PERSON, practice.person());
    persons.addPersons(content.persons());
    new PlanRowFactory(
            inserter, dates, persons, practice.plan(), practice.person(), practice.until())
        .add(
            content.plan(),
            content.goals(),
            content.background(),
            List.of(),
            content.events(),
            content.meetings());
    return inserter.insertAll(tx);
  }
}
