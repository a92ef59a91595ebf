package no.samklang.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import no.samklang.TestServer;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The database decides who may comment as {@link Right#commentIn} does (GOAL-4). */
class CommentRightIT {
  @ParameterizedTest
  @EnumSource(Area.class)
  void databaseDecidesAsTheRight(Area area) {
    Stream.of(Role.values())
        .flatMap(role -> Stream.of(AccessLevel.values()).map(level -> rights(role, area, level)))
        .flatMap(member -> Stream.of(member, closed(member), suspended(member)))
        .forEach(member -> assertSame(member, area));
  }

  private static void assertSame(Membership member, Area area) {
    String decided =
        TestServer.shared()
            .database()
            .value(
                "select comments_in(%s, '%s', '%s', '%s', '%s')"
                    .formatted(
                        member.hasAccess(),
                        member.planClosed() ? "CLOSED" : "ACTIVE",
                        member.role(),
                        member.rights().toJson(),
                        area));
    assertThat(decided)
        .as("%s", member)
        .isEqualTo(AccessPolicy.isGranted(member, Right.commentIn(area)) ? "t" : "f");
  }

  private static Membership rights(Role role, Area area, AccessLevel level) {
    return member(role, new Rights(false, false, Map.of(area, level)), false, true);
  }

  private static Membership closed(Membership member) {
    return member(member.role(), member.rights(), true, true);
  }

  private static Membership suspended(Membership member) {
    return member(member.role(), member.rights(), false, false);
  }

  private static Membership member(Role role, Rights rights, boolean closed, boolean hasAccess) {
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
        false,
        false);
  }
}
