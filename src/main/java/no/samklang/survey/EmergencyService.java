package no.samklang.survey;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanLog.PlanLogEvent;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.error.Failure;
import no.samklang.error.Failure.FieldError;
import no.samklang.operation.Command;
import no.samklang.survey.Emergencies.Emergency;
import no.samklang.survey.Emergencies.EmergencyContact;
import no.samklang.survey.Emergencies.EmergencyInput;

/** What to do and whom to call when it gets hard, on one printed page (SURV-2). */
@CheckReturnValue
final class EmergencyService {
  /** Lines of text that a printed page has room for, beside the contacts. */
  static final int MAX_LINES = 25;

  private static final int LINE_LENGTH = 70;
  // short numbers as 113 too
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9](?:[ -]?[0-9]){2,14}");

  private final PlanReads planReads;
  private final PlanCommands planCommands;

  EmergencyService(PlanReads planReads, PlanCommands planCommands) {
    this.planReads = planReads;
    this.planCommands = planCommands;
  }

  /** For all participants. */
  Single<Emergency> get(Command<Void> command) {
    return EmergencyRepository.get(planReads, command);
  }

  /**
   * Fails with {@code version.stale}, and with {@link Failure.Invalid} for what no page has room
   * for, a contact without a name, and what is no phone number.
   */
  Single<Emergency> update(Command<EmergencyInput> command) {
    validate(command.body());
    return planCommands.run(
        command,
        Right.EDIT_EMERGENCY,
        tx ->
            EmergencyRepository.get(tx.reads(), command)
                .flatMapCompletable(
                    current -> tx.requireCurrent(current.version(), Single.just(current)))
                .andThen(Completable.defer(() -> EmergencyRepository.put(tx, command.body())))
                .andThen(Single.defer(() -> EmergencyRepository.get(tx.reads(), command)))
                .doOnSuccess(
                    stored -> {
                      tx.log(PlanLogEvent.EMERGENCY_CHANGED);
                      tx.markChanged("emergency", stored.version());
                    }));
  }

  private static void validate(EmergencyInput input) {
    List<FieldError> errors = new ArrayList<>();
    if (lines(input.text()) > MAX_LINES) {
      errors.add(new FieldError("text", "text.tooManyLines"));
    }
    for (int i = 0; i < input.contacts().size(); i++) {
      EmergencyContact contact = input.contacts().get(i);
      if (contact.name().isBlank()) {
        errors.add(new FieldError("contacts." + i + ".name", "required"));
      }
      if (!PHONE.matcher(contact.phone().strip()).matches()) {
        errors.add(new FieldError("contacts." + i + ".phone", "phone.invalid"));
      }
    }
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("request.invalid", errors);
    }
  }

  /** As many as they are at least when printed. */
  private static long lines(String text) {
    return text.strip().lines().mapToLong(line -> 1 + line.length() / LINE_LENGTH).sum();
  }
}
