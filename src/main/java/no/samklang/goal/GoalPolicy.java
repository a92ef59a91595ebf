package no.samklang.goal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import no.samklang.error.Failure;
import no.samklang.error.Failure.FieldError;
import no.samklang.goal.Comments.CommentInput;
import no.samklang.goal.Goals.ActivityInput;
import no.samklang.goal.Goals.ElementKind;
import no.samklang.goal.Goals.GoalInput;

/** Rules for the content of goals, activities and comments, beyond those of the contract. */
final class GoalPolicy {
  private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

  private final List<FieldError> errors = new ArrayList<>();

  private GoalPolicy() {}

  /** Fails with {@link Failure.Invalid}, naming each field. */
  static void validate(GoalInput input) {
    GoalPolicy policy = new GoalPolicy();
    policy.requireText("title", input.title());
    policy.requireDate("registeredOn", input.registeredOn());
    policy.throwIfInvalid();
  }

  /** Fails with {@link Failure.Invalid}, naming each field. */
  static void validate(ActivityInput input) {
    GoalPolicy policy = new GoalPolicy();
    policy.requireText("title", input.title());
    policy.requireDate("registeredOn", input.registeredOn());
    policy.requireDate("from", input.from());
    policy.requireDate("to", input.to());
    policy.requireDate("evaluateOn", input.evaluateOn());
    if (input.from() != null && input.to() != null && input.to().isBefore(input.from())) {
      policy.add("to", "date.beforeStart");
    }
    if (input.effect() == null && input.effectReason() != null) {
      policy.add("effect", "required");
    }
    if (new HashSet<>(input.responsible()).size() < input.responsible().size()) {
      policy.add("responsible", "invalid");
    }
    policy.throwIfInvalid();
  }

  /**
   * Fails with {@link Failure.Invalid} for a comment that says nothing, or that carries an update
   * of another kind of element.
   */
  static void validate(CommentInput input, ElementKind kind) {
    GoalPolicy policy = new GoalPolicy();
    if (!input.isUpdate()) {
      policy.requireText("text", input.text());
    }
    if (kind == ElementKind.GOAL && input.status() != null) {
      policy.add("status", "notAllowed");
    }
    if (kind == ElementKind.ACTIVITY && input.progress() != null) {
      policy.add("progress", "notAllowed");
    }
    policy.throwIfInvalid();
  }

  private void requireText(String field, String text) {
    if (text.isBlank()) {
      add(field, "required");
    }
  }

  private void requireDate(String field, LocalDate date) {
    if (date != null && date.isBefore(EARLIEST)) {
      add(field, "date.tooEarly");
    }
    if (date != null && date.isAfter(LATEST)) {
      add(field, "date.tooFar");
    }
  }

  private void add(String field, String code) {
    errors.add(new FieldError(field, code));
  }

  private void throwIfInvalid() {
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("request.invalid", errors);
    }
  }
}
