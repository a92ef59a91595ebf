package no.samklang.plan;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import no.samklang.access.Role;
import no.samklang.id.ParticipantId;
import no.samklang.participant.Participants.GroupMember;
import no.samklang.participant.Participants.Participant;
import no.samklang.plan.Plans.HomeCoordinator;
import no.samklang.plan.Plans.HomeOwner;
import no.samklang.plan.Plans.VisitedBy;

/** What the start page tells of a plan's group (HOME-1, HOME-3). */
record HomeGroup(List<GroupMember> members) {
  List<Participant> participants() {
    return members.stream()
        .filter(member -> !member.hasEnded())
        .map(GroupMember::participant)
        .toList();
  }

  HomeOwner owner() {
    return members.stream()
        .filter(member -> member.participant().role() == Role.OWNER)
        .findFirst()
        .map(
            owner ->
                new HomeOwner(
                    owner.participant().participantId(),
                    owner.firstName(),
                    owner.lastName(),
                    owner.birthDate(),
                    owner.dueDate()))
        .orElseThrow();
  }

  /** The first of those who coordinate, null if none does. */
  HomeCoordinator coordinator() {
    return members.stream()
        .filter(member -> member.participant().role() == Role.COORDINATOR)
        .min(Comparator.comparing(GroupMember::since))
        .map(
            first ->
                new HomeCoordinator(
                    first.participant().participantId(),
                    first.email(),
                    first.mobile(),
                    first.phone()))
        .orElse(null);
  }

  /**
   * The others who have opened the plan since the reader did, the latest first.
   *
   * @param since null for ever
   */
  List<VisitedBy> visitedSince(ParticipantId reader, Instant since) {
    return members.stream()
        .filter(member -> !member.participant().participantId().equals(reader))
        .filter(member -> member.visitedAt() != null)
        .filter(member -> since == null || member.visitedAt().isAfter(since))
        .sorted(Comparator.comparing(GroupMember::visitedAt).reversed())
        .map(
            member ->
                new VisitedBy(
                    member.participant().participantId(),
                    member.participant().name(),
                    member.visitedAt()))
        .toList();
  }
}
