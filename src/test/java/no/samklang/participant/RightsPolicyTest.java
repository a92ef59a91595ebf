package no.samklang.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.Area;
import no.samklang.access.Level;
import no.samklang.access.Membership;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.bus.Failure;
import no.samklang.id.ParticipantId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.participant.Cards.RightsDecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may raise and lower whose rights, case by case (PART-1, PART-5, PART-7). */
class RightsPolicyTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  private static final ParticipantId ME = new ParticipantId(UUID.randomUUID());
  private static final ParticipantId OTHER = new ParticipantId(UUID.randomUUID());

  /**
   * {@code who} decides about {@code whom}: from one role, level in HEALTH and last day to another.
   */
  @ParameterizedTest
  @CsvSource({
    // who, whom, from, to, outcome
    "COORDINATOR, OTHER, PROVIDER READ -, PROVIDER WRITE -, ok",
    "COORDINATOR, OTHER, PROVIDER READ -, GUARDIAN READ -, ok",
    "COORDINATOR, OTHER, PROVIDER READ -, COORDINATOR READ -, ok",
    "COORDINATOR, OTHER, PROVIDER READ -, PROVIDER READ 2026-11-20, ok",
    "COORDINATOR, OTHER, PROVIDER READ -, PROVIDER READ 2026-11-19, request.invalid",
    "COORDINATOR, OTHER, PROVIDER READ 2026-11-01, PROVIDER WRITE 2026-11-01, ok",
    "COORDINATOR, OTHER, COORDINATOR READ -, PROVIDER READ -, ok",
    "COORDINATOR, OTHER, COORDINATOR READ -, COORDINATOR WRITE -, rights.ofCoordinator",
    "COORDINATOR, OTHER, COORDINATOR READ -, PROVIDER WRITE -, rights.ofCoordinator",
    "COORDINATOR, OTHER, COORDINATOR READ -, COORDINATOR NONE -, ok",
    "COORDINATOR, ME, COORDINATOR READ -, COORDINATOR WRITE -, rights.own",
    "COORDINATOR, ME, COORDINATOR READ -, COORDINATOR NONE -, ok",
    "COORDINATOR, ME, COORDINATOR READ -, PROVIDER READ -, ok",
    "LAST, ME, COORDINATOR READ -, PROVIDER READ -, coordinator.last",
    "LAST, ME, COORDINATOR READ -, COORDINATOR READ 2027-01-01, coordinator.last",
    "LAST, ME, COORDINATOR READ 2027-01-01, COORDINATOR NONE 2027-01-01, ok",
    "COORDINATOR, OTHER, OWNER WRITE -, PROVIDER READ -, rights.ofOwner",
    "OWNER, ME, OWNER WRITE -, PROVIDER WRITE -, rights.ofOwner",
    "OWNER, OTHER, PROVIDER READ -, PROVIDER WRITE -, ok",
    "OWNER, OTHER, PROVIDER READ -, GUARDIAN READ -, access.denied",
    "OWNER, OTHER, PROVIDER READ -, PROVIDER READ 2027-01-01, access.denied",
    "OWNER, OTHER, PROVIDER READ -, COORDINATOR READ -, rights.ofCoordinator",
    "OWNER, OTHER, COORDINATOR READ -, PROVIDER READ -, rights.ofCoordinator",
    "OWNER, OTHER, COORDINATOR READ -, COORDINATOR READ 2027-01-01, rights.ofCoordinator",
    "OWNER, OTHER, COORDINATOR READ -, COORDINATOR NONE -, ok",
    "OWNER, OTHER, COORDINATOR READ -, COORDINATOR WRITE -, ok",
    "GUARDIAN, ME, GUARDIAN READ -, GUARDIAN WRITE -, ok",
    "SUBSTITUTE, OTHER, PROVIDER READ -, PROVIDER WRITE -, ok",
    "SUBSTITUTE, OTHER, PROVIDER READ -, COORDINATOR READ -, access.denied",
    "SUBSTITUTE, OTHER, COORDINATOR READ -, PROVIDER READ -, access.denied",
    "SUBSTITUTE, OTHER, COORDINATOR READ -, COORDINATOR WRITE -, rights.ofCoordinator",
    "SUBSTITUTE, ME, PROVIDER READ -, COORDINATOR READ -, access.denied",
    "SUBSTITUTE, ME, PROVIDER READ -, PROVIDER WRITE -, rights.own",
    "SUBSTITUTE, ME, PROVIDER READ -, GUARDIAN READ -, rights.own",
    "SUBSTITUTE, OTHER, PROVIDER READ -, GUARDIAN READ -, access.denied",
    "SUBSTITUTE, OTHER, GUARDIAN READ -, PROVIDER READ -, ok",
    "COORDINATOR, ME, COORDINATOR READ -, GUARDIAN READ -, rights.own"
  })
  void decides(String who, String whom, String from, String to, String outcome) {
    ParticipantState place = place(whom, from, !who.equals("LAST"));
    assertThat(outcome(() -> RightsPolicy.check(me(who), place, decision(to)))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "COORDINATOR, true, OTHER, PROVIDER, ok",
    "COORDINATOR, true, OTHER, COORDINATOR, ok",
    "COORDINATOR, true, ME, COORDINATOR, ok",
    "LAST, true, ME, COORDINATOR, coordinator.last",
    "COORDINATOR, true, OTHER, OWNER, participant.owner",
    "OWNER, true, ME, OWNER, participant.owner",
    "OWNER, true, OTHER, PROVIDER, ok",
    "OWNER, true, OTHER, COORDINATOR, rights.ofCoordinator",
    "SUBSTITUTE, true, OTHER, COORDINATOR, access.denied",
    "SUBSTITUTE, true, OTHER, PROVIDER, ok",
    "PROVIDER, false, OTHER, PROVIDER, access.denied",
    "PROVIDER, false, ME, PROVIDER, ok"
  })
  void removes(String who, boolean mayRemove, String whom, String role, String outcome) {
    ParticipantState place = place(whom, role + " READ -", !who.equals("LAST"));
    assertThat(outcome(() -> RightsPolicy.checkRemoval(me(who), mayRemove, place)))
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
  void onlyWhoDecidesGoesBeyondWhatTheyHaveDecided(
      String who, String now, String decided, String wanted, String outcome) {
    Rights limit = Rights.limit(null).limitedWhere(rights("WRITE"), rights(decided));
    ParticipantState place = place("OTHER", "PROVIDER " + now + " -", limit, true);
    RightsDecision decision = decision("PROVIDER " + wanted + " -");
    assertThat(outcome(() -> RightsPolicy.check(me(who), place, decision))).isEqualTo(outcome);
  }

  @Test
  void whatTheOwnerHasNotTouchedIsNotLimited() {
    Rights before = rights("WRITE");
    Rights limit = Rights.limit(null).limitedWhere(before, before);
    assertThat(limit).isEqualTo(Rights.limit(null));
    assertThat(limit.limitedWhere(before, rights("READ")).in(Area.HEALTH)).isEqualTo(Level.READ);
    assertThat(limit.limitedWhere(before, rights("READ")).in(Area.WORK)).isEqualTo(Level.WRITE);
  }

  private static String outcome(Runnable rule) {
    try {
      rule.run();
      return "ok";
    } catch (Failure refused) {
      return refused.code();
    }
  }

  private static Membership me(String who) {
    boolean substitute = who.equals("SUBSTITUTE");
    Role role = substitute || who.equals("LAST") ? Role.COORDINATOR : Role.valueOf(who);
    boolean decides = role == Role.OWNER || role == Role.GUARDIAN;
    PlanId plan = new PlanId(UUID.randomUUID());
    Rights rights = rights("READ");
    return new Membership(ME, plan, role, substitute, rights, decides, false, TODAY, true, TODAY);
  }

  private static ParticipantState place(String whom, String words, boolean othersRunIt) {
    return place(whom, words, Rights.limit(null), othersRunIt);
  }

  private static ParticipantState place(
      String whom, String words, Rights limit, boolean othersRunIt) {
    RightsDecision now = decision(words);
    ParticipantId id = whom.equals("ME") ? ME : OTHER;
    PersonId person = new PersonId(UUID.randomUUID());
    return new ParticipantState(
        id, person, now.role(), now.rights(), limit, now.endsOn(), null, 1, othersRunIt);
  }

  private static RightsDecision decision(String words) {
    String[] parts = words.split(" ");
    LocalDate endsOn = parts[2].equals("-") ? null : LocalDate.parse(parts[2]);
    return new RightsDecision(Role.valueOf(parts[0]), rights(parts[1]), endsOn, null);
  }

  private static Rights rights(String level) {
    return new Rights(false, false, Map.of(Area.HEALTH, Level.valueOf(level)));
  }
}
