package no.samklang.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.AccessLevel;
import no.samklang.access.Area;
import no.samklang.access.Membership;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.error.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.participant.Cards.RightsDecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules for raising and lowering rights, case by case (PART-1, PART-5, PART-7). */
class RightsPolicyTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  private static final ParticipantId ME = new ParticipantId(UUID.randomUUID());
  private static final ParticipantId OTHER = new ParticipantId(UUID.randomUUID());

  /**
   * {@code actor} decides about {@code target}: role, level in HEALTH and end date before and
   * after.
   */
  @ParameterizedTest
  @CsvSource({
    // actor, target, from, to, outcome
    "COORDINATOR, OTHER, PROVIDER READ -, PROVIDER WRITE -, ok",
    "COORDINATOR, OTHER, PROVIDER READ -, GUARDIAN READ -, ok",
    "COORDINATOR, OTHER, PROVIDER READ -, COORDINATOR READ -, ok",
    "COORDINATOR, OTHER, PROVIDER READ -, PROVIDER READ 2026-11-20, ok",
    "COORDINATOR, OTHER, PROVIDER READ -, PROVIDER READ 2026-11-19, request.invalid",
    "COORDINATOR, OTHER, PROVIDER READ 2026-11-01, PROVIDER WRITE 2026-11-01, ok",
    "COORDINATOR, OTHER, PROVIDER READ 2026-11-20, PROVIDER READ -, ok",
    "COORDINATOR, OTHER, COORDINATOR READ -, COORDINATOR READ 2026-11-19, request.invalid",
    "COORDINATOR, OTHER, COORDINATOR READ -, COORDINATOR READ 2027-11-20, ok",
    "COORDINATOR, OTHER, COORDINATOR READ -, PROVIDER READ -, ok",
    "COORDINATOR, OTHER, COORDINATOR READ -, COORDINATOR WRITE -, rights.coordinator",
    "COORDINATOR, OTHER, COORDINATOR READ -, PROVIDER WRITE -, rights.coordinator",
    "COORDINATOR, OTHER, COORDINATOR READ -, COORDINATOR NONE -, ok",
    "COORDINATOR, ME, COORDINATOR READ -, COORDINATOR WRITE -, rights.self",
    "COORDINATOR, ME, COORDINATOR READ -, COORDINATOR NONE -, ok",
    "COORDINATOR, ME, COORDINATOR READ -, PROVIDER READ -, ok",
    "LAST, ME, COORDINATOR READ -, PROVIDER READ -, coordinator.required",
    "LAST, ME, COORDINATOR READ -, COORDINATOR READ 2027-01-01, coordinator.required",
    "LAST, ME, COORDINATOR READ 2027-01-01, COORDINATOR NONE 2027-01-01, ok",
    "COORDINATOR, OTHER, OWNER WRITE -, PROVIDER READ -, rights.owner",
    "OWNER, ME, OWNER WRITE -, PROVIDER WRITE -, rights.owner",
    "OWNER, OTHER, PROVIDER READ -, PROVIDER WRITE -, ok",
    "OWNER, OTHER, PROVIDER READ -, GUARDIAN READ -, access.denied",
    "OWNER, OTHER, PROVIDER READ -, PROVIDER READ 2027-01-01, access.denied",
    "OWNER, OTHER, PROVIDER READ -, COORDINATOR READ -, rights.coordinator",
    "OWNER, OTHER, COORDINATOR READ -, PROVIDER READ -, rights.coordinator",
    "OWNER, OTHER, COORDINATOR READ -, COORDINATOR READ 2027-01-01, rights.coordinator",
    "OWNER, OTHER, COORDINATOR READ -, COORDINATOR NONE -, ok",
    "OWNER, OTHER, COORDINATOR READ -, COORDINATOR WRITE -, ok",
    "GUARDIAN, ME, GUARDIAN READ -, GUARDIAN WRITE -, ok",
    "SUBSTITUTE, OTHER, PROVIDER READ -, PROVIDER WRITE -, ok",
    "SUBSTITUTE, OTHER, PROVIDER READ 2026-11-20, PROVIDER WRITE 2026-11-20, ok",
    "SUBSTITUTE, OTHER, PROVIDER READ -, PROVIDER READ 2026-11-20, access.denied",
    "SUBSTITUTE, OTHER, PROVIDER READ 2026-11-20, PROVIDER READ -, access.denied",
    "SUBSTITUTE, OTHER, PROVIDER READ -, COORDINATOR READ -, access.denied",
    "SUBSTITUTE, OTHER, COORDINATOR READ -, PROVIDER READ -, access.denied",
    "SUBSTITUTE, OTHER, COORDINATOR READ -, COORDINATOR WRITE -, rights.coordinator",
    "SUBSTITUTE, ME, PROVIDER READ -, COORDINATOR READ -, access.denied",
    "SUBSTITUTE, ME, PROVIDER READ -, PROVIDER WRITE -, rights.self",
    "SUBSTITUTE, ME, PROVIDER READ -, GUARDIAN READ -, rights.self",
    "SUBSTITUTE, OTHER, PROVIDER READ -, GUARDIAN READ -, access.denied",
    "SUBSTITUTE, OTHER, GUARDIAN READ -, PROVIDER READ -, ok",
    "COORDINATOR, ME, COORDINATOR READ -, GUARDIAN READ -, rights.self"
  })
  void decisionIsValidated(String actor, String target, String from, String to, String outcome) {
    ParticipantState state = state(target, from, !actor.equals("LAST"));
    assertThat(outcome(() -> RightsPolicy.validateDecision(me(actor), state, decision(to))))
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "COORDINATOR, true, OTHER, PROVIDER, ok",
    "COORDINATOR, true, OTHER, COORDINATOR, ok",
    "COORDINATOR, true, ME, COORDINATOR, ok",
    "LAST, true, ME, COORDINATOR, coordinator.required",
    "COORDINATOR, true, OTHER, OWNER, participant.owner",
    "OWNER, true, ME, OWNER, participant.owner",
    "OWNER, true, OTHER, PROVIDER, ok",
    "OWNER, true, OTHER, COORDINATOR, rights.coordinator",
    "SUBSTITUTE, true, OTHER, COORDINATOR, access.denied",
    "SUBSTITUTE, true, OTHER, PROVIDER, ok",
    "PROVIDER, false, OTHER, PROVIDER, access.denied",
    "PROVIDER, false, ME, PROVIDER, ok"
  })
  void removalIsValidated(
      String actor, boolean mayRemove, String target, String role, String outcome) {
    ParticipantState state = state(target, role + " READ -", !actor.equals("LAST"));
    assertThat(outcome(() -> RightsPolicy.validateRemoval(me(actor), mayRemove, state)))
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "COORDINATOR, READ, READ, WRITE, rights.ownerDecided",
    "COORDINATOR, NONE, READ, READ, ok",
    "COORDINATOR, READ, READ, NONE, ok",
    "SUBSTITUTE, NONE, NONE, READ, rights.ownerDecided",
    "OWNER, NONE, NONE, WRITE, ok",
    "GUARDIAN, NONE, NONE, WRITE, ok"
  })
  void onlyOwnerAuthorityExceedsLimit(
      String actor, String now, String decided, String wanted, String outcome) {
    Rights limit = Rights.limit(null).withCap(rights("WRITE"), rights(decided));
    ParticipantState state = state("OTHER", "PROVIDER " + now + " -", limit, true);
    RightsDecision decision = decision("PROVIDER " + wanted + " -");
    assertThat(outcome(() -> RightsPolicy.validateDecision(me(actor), state, decision)))
        .isEqualTo(outcome);
  }

  @Test
  void unchangedAreasAreNotLimited() {
    Rights before = rights("WRITE");
    Rights limit = Rights.limit(null).withCap(before, before);
    assertThat(limit).isEqualTo(Rights.limit(null));
    assertThat(limit.withCap(before, rights("READ")).level(Area.HEALTH))
        .isEqualTo(AccessLevel.READ);
    assertThat(limit.withCap(before, rights("READ")).level(Area.WORK)).isEqualTo(AccessLevel.WRITE);
  }

  private static String outcome(Runnable rule) {
    try {
      rule.run();
      return "ok";
    } catch (Failure refused) {
      return refused.code();
    }
  }

  private static Membership me(String actor) {
    boolean substitute = actor.equals("SUBSTITUTE");
    Role role = substitute || actor.equals("LAST") ? Role.COORDINATOR : Role.valueOf(actor);
    boolean decides = role == Role.OWNER || role == Role.GUARDIAN;
    PlanId plan = new PlanId(UUID.randomUUID());
    Rights rights = rights("READ");
    return new Membership(
        ME,
        plan,
        role,
        substitute,
        rights,
        decides,
        false,
        TODAY,
        true,
        TODAY,
        false,
        false,
        false,
        false);
  }

  private static ParticipantState state(String target, String text, boolean hasOtherCoordinator) {
    return state(target, text, Rights.limit(null), hasOtherCoordinator);
  }

  private static ParticipantState state(
      String target, String text, Rights limit, boolean hasOtherCoordinator) {
    RightsDecision now = decision(text);
    ParticipantId id = target.equals("ME") ? ME : OTHER;
    PersonId person = new PersonId(UUID.randomUUID());
    return new ParticipantState(
        id,
        person,
        now.role(),
        now.rights(),
        limit,
        null,
        now.endsOn(),
        null,
        1,
        hasOtherCoordinator);
  }

  private static RightsDecision decision(String text) {
    String[] parts = text.split(" ");
    LocalDate endsOn = parts[2].equals("-") ? null : LocalDate.parse(parts[2]);
    return new RightsDecision(Role.valueOf(parts[0]), rights(parts[1]), endsOn, null, null);
  }

  private static Rights rights(String level) {
    return new Rights(false, false, Map.of(Area.HEALTH, AccessLevel.valueOf(level)));
  }
}
