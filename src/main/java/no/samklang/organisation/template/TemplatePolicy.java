package no.samklang.organisation.template;

import java.util.ArrayList;
import java.util.List;
import no.samklang.error.Failure;
import no.samklang.error.Failure.FieldError;
import no.samklang.organisation.template.Templates.TemplateActivity;
import no.samklang.organisation.template.Templates.TemplateGoal;
import no.samklang.organisation.template.Templates.TemplateInput;

/** Rules for the content of templates, beyond those of the contract. */
final class TemplatePolicy {
  /** Maximum goals of a template, with sub-goals. */
  static final int MAX_GOALS = 50;

  static final int MAX_ACTIVITIES = 200;

  private final List<FieldError> errors = new ArrayList<>();
  private int goals;
  private int activities;

  private TemplatePolicy() {}

  /**
   * Fails with {@code template.tooManyGoals}, {@code template.tooManyActivities} or {@code
   * template.invalid}, which names each field.
   */
  static void validate(TemplateInput input) {
    TemplatePolicy policy = new TemplatePolicy();
    policy.requireText("name", input.name());
    policy.checkGoals("goals", input.goals());
    policy.requireAtMost("goals", "template.tooManyGoals", policy.goals, MAX_GOALS);
    policy.requireAtMost("goals", "template.tooManyActivities", policy.activities, MAX_ACTIVITIES);
    if (!policy.errors.isEmpty()) {
      throw new Failure.Invalid("template.invalid", policy.errors);
    }
  }

  private void checkGoals(String field, List<TemplateGoal> checked) {
    goals += checked.size();
    for (int i = 0; i < checked.size(); i++) {
      TemplateGoal goal = checked.get(i);
      String path = field + "." + i;
      requireText(path + ".title", goal.title());
      checkActivities(path + ".activities", goal.activities());
      checkGoals(path + ".subGoals", goal.subGoals());
    }
  }

  private void checkActivities(String field, List<TemplateActivity> checked) {
    activities += checked.size();
    for (int i = 0; i < checked.size(); i++) {
      requireText(field + "." + i + ".title", checked.get(i).title());
    }
  }

  private void requireText(String field, String text) {
    if (text.isEmpty()) {
      errors.add(new FieldError(field, "required"));
    }
  }

  private void requireAtMost(String field, String code, int number, int max) {
    if (number > max) {
      throw new Failure.Invalid(code, field, code);
    }
  }
}
