package no.samklang.organisation.template;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import no.samklang.id.OrganisationId;

/** Templates of goals and activities (ORG-1), as in the contract. */
final class Templates {
  private Templates() {}

  /** The content of a template's activity. */
  record TemplateActivity(String title, String description) {
    TemplateActivity {
      title = title.strip();
      description = Objects.requireNonNullElse(description, "").strip();
    }
  }

  /**
   * The content of a template's goal.
   *
   * @param subGoals empty for a sub-goal
   */
  record TemplateGoal(
      String title,
      String description,
      List<TemplateActivity> activities,
      List<TemplateGoal> subGoals) {
    TemplateGoal {
      title = title.strip();
      description = Objects.requireNonNullElse(description, "").strip();
      activities = Objects.requireNonNullElse(activities, List.of());
      subGoals = Objects.requireNonNullElse(subGoals, List.of());
    }
  }

  /**
   * @param planType null for plans of all types
   */
  record TemplateInput(String name, String planType, List<TemplateGoal> goals) {
    TemplateInput {
      name = name.strip();
    }
  }

  /**
   * A template with its content.
   *
   * @param version for {@code If-Match}
   * @param planType null for plans of all types
   * @param inheritedFrom the name of the organisation above that has it; null for the one in the
   *     path
   */
  record Template(
      UUID id,
      int version,
      String name,
      String planType,
      String inheritedFrom,
      List<TemplateGoal> goals) {}

  /**
   * A template in a list.
   *
   * @param goals number of goals, with sub-goals
   * @param activities number of activities
   * @param titles of the main goals, in order
   */
  record TemplateSummary(
      UUID id,
      String name,
      String planType,
      String inheritedFrom,
      int goals,
      int activities,
      List<String> titles) {}

  record TemplateList(List<TemplateSummary> items, int total) {
    static TemplateList of(List<TemplateSummary> items) {
      return new TemplateList(items, items.size());
    }
  }

  /**
   * Where a new plan would be.
   *
   * @param organisation null for the only one in which the caller may create plans
   * @param type of the plan
   */
  record NewPlanQuery(OrganisationId organisation, String type) {}
}
