package no.samklang.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.TestServer;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The functions of the database decide as the rights that they stand for. */
class DatabaseRightsIT {
  /** {@link Right#commentIn} (GOAL-4). */
  @ParameterizedTest
  @EnumSource(Area.class)
  void commentsIn(Area area) {
    members(area)
        .forEach(
            member ->
                assertSame(
                    member,
                    Right.commentIn(area),
                    "comments_in(%s, '%s', '%s', '%s', '%s')"
                        .formatted(
                            member.hasAccess(),
                            state(member),
                            member.role(),
                            member.rights().toJson(),
                            area)));
  }

  /** {@link Right#WRITE_MESSAGES} (MSG-3). */
  @Test
  void writesMessages() {
    members(Area.GOALS)
        .forEach(
            member ->
                assertSame(
                    member,
                    Right.WRITE_MESSAGES,
                    "writes_messages(%s, '%s')".formatted(member.hasAccess(), state(member))));
  }

  /** Each role with each level, also in a closed plan, while access is suspended and so on. */
  private static Stream<Membership> members(Area area) {
    return Stream.of(Role.values())
        .flatMap(role -> Stream.of(AccessLevel.values()).map(level -> rights(role, area, level)))
        .flatMap(
            member ->
                Stream.of(member, closed(member), suspended(member), markedInPractice(member)));
  }

  private static String state(Membership member) {
    return member.planClosed() ? "CLOSED" : "ACTIVE";
  }

  private static void assertSame(Membership member, Right right, String function) {
    assertThat(TestServer.shared().database().value("select " + function))
        .as("%s", member)
        .isEqualTo(AccessPolicy.isGranted(member, right) ? "t" : "f");
  }

  private static Membership rights(Role role, Area area, AccessLevel level) {
    return member(role, new Rights(false, false, Map.of(area, level)), false, true, false);
  }

  private static Membership closed(Membership member) {
    return member(member.role(), member.rights(), true, true, false);
  }

  private static Membership suspended(Membership member) {
    return member(member.role(), member.rights(), false, false, false);
  }

  /** Whose login was helped with of late (PERSON-15), in a practice plan (PLAN-10). */
  private static Membership markedInPractice(Membership member) {
    return member(member.role(), member.rights(), false, true, true);
  }

  private static Membership member(
      Role role, Rights rights, boolean closed, boolean hasAccess, boolean markedInPractice) {
    return new Membership(
        new ParticipantId(UUID.randomUUID()),
        new PlanId(UUID.randomUUID()),
        role,
        false,
        Rights.of(role, rights.toJson()),
        false,
        closed,
        null,
        hasAccess,
        LocalDate.EPOCH,
        false,
        false,
        markedInPractice,
        markedInPractice);
  }
}
