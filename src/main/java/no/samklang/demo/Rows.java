package no.samklang.demo;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.Role;
import no.samklang.message.Messages.Kind;
import no.samklang.notify.Notices.Channel;

/** Rows to insert: each record is a table, and each of its components a column. */
final class Rows {
  private Rows() {}

  record Organisation(UUID id, UUID parentId, UUID municipalityId, String name) {}

  record Person(
      UUID id,
      UUID municipalityId,
      String firstName,
      String lastName,
      LocalDate birthDate,
      String workplace,
      String jobTitle,
      String email,
      String mobile) {}

  record OrganisationAdmin(UUID organisationId, UUID personId) {}

  record PlanCreator(UUID organisationId, UUID personId) {}

  record Account(
      UUID personId,
      String username,
      String passwordState,
      String passwordHash,
      Channel codeChannel,
      String termsVersion,
      OffsetDateTime lastLoginAt,
      OffsetDateTime previousLoginAt) {}

  record Plan(
      UUID id,
      UUID organisationId,
      String type,
      String shortName,
      String state,
      LocalDate startDate,
      LocalDate endDate,
      OffsetDateTime archivedAt,
      OffsetDateTime changedAt,
      UUID changedBy,
      String status,
      OffsetDateTime statusAt) {}

  record Consent(
      UUID id,
      UUID planId,
      LocalDate validFrom,
      LocalDate validUntil,
      String scope,
      UUID givenBy,
      String capacity,
      OffsetDateTime givenAt,
      OffsetDateTime endedAt,
      UUID endedBy,
      String endReason,
      UUID registeredBy,
      boolean differentiated) {}

  record Reminder(UUID subjectId, LocalDate endsOn, int days, OffsetDateTime at) {}

  record Participant(
      UUID id, UUID planId, UUID personId, Role role, OffsetDateTime since, String consentScope) {}

  record NotificationPreference(UUID participantId, String event, boolean sms, boolean email) {}

  record Visit(UUID participantId, UUID sessionId, OffsetDateTime lastAt) {}

  record AccessLog(
      UUID planId,
      UUID participantId,
      String part,
      OffsetDateTime hour,
      OffsetDateTime firstAt,
      OffsetDateTime lastAt,
      int times) {}

  record PlanLog(
      UUID id,
      UUID planId,
      OffsetDateTime at,
      UUID personId,
      String event,
      Map<String, Object> detail) {}

  record Message(
      UUID id,
      UUID planId,
      UUID senderId,
      Kind kind,
      String category,
      String subject,
      String body,
      UUID replyTo,
      UUID forwardOf,
      OffsetDateTime createdAt,
      OffsetDateTime updatedAt,
      OffsetDateTime sentAt) {}

  record MessageRecipient(
      UUID messageId,
      UUID participantId,
      int position,
      OffsetDateTime sentAt,
      OffsetDateTime readAt) {}
}
