package no.samklang.demo;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.Area;
import no.samklang.access.Role;
import no.samklang.message.Messages.MessageKind;
import no.samklang.notification.Notices.NoticeChannel;

/** Rows to insert: each record type is a table, each component a column. */
final class DemoRows {
  private DemoRows() {}

  record OrganisationRow(UUID id, UUID parentId, UUID municipalityId, String name) {}

  record PersonRow(
      UUID id,
      UUID municipalityId,
      String firstName,
      String lastName,
      LocalDate birthDate,
      String workplace,
      String jobTitle,
      String email,
      String mobile) {}

  record OrganisationAdminRow(UUID organisationId, UUID personId) {}

  record HelpContactRow(
      UUID organisationId, int position, String name, String phone, String email, String hours) {}

  record GoalTemplateRow(
      UUID id,
      UUID organisationId,
      String name,
      String planType,
      List<Map<String, Object>> goals,
      OffsetDateTime changedAt,
      int version) {}

  record OrganisationRoleRightsRow(UUID organisationId, Role role, Map<String, Object> rights) {}

  record PlanCreatorRow(UUID organisationId, UUID personId) {}

  record AccountRow(
      UUID personId,
      String username,
      String passwordState,
      String passwordHash,
      NoticeChannel codeChannel,
      String termsVersion,
      OffsetDateTime invitedAt,
      OffsetDateTime lastLoginAt,
      OffsetDateTime previousLoginAt,
      boolean demoPassword) {}

  /**
   * @param practicePersonId null for a plan that is no practice plan, as {@code practiceUntil}
   */
  record PlanRow(
      UUID id,
      UUID organisationId,
      String type,
      String shortName,
      String state,
      LocalDate startDate,
      LocalDate plannedEnd,
      LocalDate endDate,
      String legalBasis,
      OffsetDateTime archivedAt,
      OffsetDateTime changedAt,
      UUID changedBy,
      String status,
      OffsetDateTime statusAt,
      boolean logOpen,
      UUID practicePersonId,
      LocalDate practiceUntil) {}

  /** An archive that has been received. */
  record PlanArchiveRow(
      UUID id,
      UUID planId,
      UUID participantId,
      List<String> parts,
      boolean history,
      boolean comments,
      OffsetDateTime askedAt,
      String state,
      int progress,
      OffsetDateTime madeAt,
      int logSeq,
      long size,
      String sha256,
      OffsetDateTime receivedAt,
      String receipt) {}

  record ConsentRow(
      UUID id,
      UUID planId,
      LocalDate validFrom,
      LocalDate validUntil,
      String scope,
      String notCovered,
      UUID givenBy,
      String capacity,
      OffsetDateTime givenAt,
      OffsetDateTime endedAt,
      UUID endedBy,
      String endReason,
      UUID registeredBy,
      boolean differentiated) {}

  record ReminderRow(UUID subjectId, LocalDate endsOn, int days, OffsetDateTime at) {}

  record ParticipantRow(
      UUID id,
      UUID planId,
      UUID personId,
      Role role,
      OffsetDateTime since,
      LocalDate endsOn,
      String serviceName,
      String serviceOrganisation,
      String consentScope,
      Map<String, Object> rights,
      String rightsReason) {}

  record NotificationPreferenceRow(UUID participantId, String event, boolean sms, boolean email) {}

  record VisitRow(UUID participantId, UUID sessionId, OffsetDateTime lastAt) {}

  record AccessLogRow(
      UUID planId,
      UUID participantId,
      String part,
      String role,
      String organisation,
      OffsetDateTime hour,
      OffsetDateTime firstAt,
      OffsetDateTime lastAt,
      int times) {}

  record PlanLogRow(
      UUID id,
      UUID planId,
      OffsetDateTime at,
      UUID personId,
      String event,
      UUID participantId,
      Map<String, Object> detail) {}

  record MessageRow(
      UUID id,
      UUID planId,
      UUID senderId,
      MessageKind kind,
      String category,
      String subject,
      String body,
      UUID replyTo,
      UUID threadId,
      UUID forwardOf,
      OffsetDateTime createdAt,
      OffsetDateTime updatedAt,
      OffsetDateTime sentAt) {}

  record MessageRecipientRow(
      UUID messageId,
      UUID participantId,
      int position,
      OffsetDateTime sentAt,
      OffsetDateTime readAt,
      boolean answerAsked) {}

  record DocumentRow(
      UUID id,
      UUID planId,
      String name,
      String description,
      int size,
      boolean kept,
      UUID addedBy,
      OffsetDateTime addedAt,
      OffsetDateTime sharedAt) {}

  record DocumentFileRow(UUID documentId, String content) {}

  record DocumentReaderRow(UUID documentId, UUID participantId) {}

  record GoalRow(
      UUID id,
      UUID planId,
      UUID parentId,
      int position,
      String title,
      LocalDate registeredOn,
      int progress,
      String description,
      UUID createdBy,
      OffsetDateTime createdAt,
      OffsetDateTime updatedAt,
      OffsetDateTime agreedAt,
      OffsetDateTime contentAt,
      UUID contentBy,
      OffsetDateTime historyAt,
      int version) {}

  record CalendarEventRow(
      UUID id,
      UUID planId,
      String title,
      String place,
      String description,
      boolean allDay,
      OffsetDateTime startsAt,
      OffsetDateTime endsAt,
      String rrule,
      UUID createdBy,
      OffsetDateTime createdAt,
      UUID changedBy,
      OffsetDateTime changedAt,
      int version) {}

  record MeetingRow(
      UUID id,
      UUID planId,
      String title,
      String place,
      String link,
      OffsetDateTime startsAt,
      OffsetDateTime endsAt,
      UUID follows,
      UUID createdBy,
      OffsetDateTime createdAt,
      UUID changedBy,
      OffsetDateTime changedAt,
      OffsetDateTime minutesAt,
      UUID minutesBy,
      LocalDate agreeBy,
      int version) {}

  record MeetingPointRow(UUID id, UUID meetingId, int position, String title, String minutes) {}

  record MeetingInvitedRow(
      UUID meetingId,
      UUID participantId,
      int position,
      Boolean coming,
      OffsetDateTime answeredAt,
      Boolean agrees,
      String objection,
      OffsetDateTime agreedAt) {}

  record MeetingDecisionRow(
      UUID id, UUID pointId, int position, String title, LocalDate due, UUID activityId) {}

  record MeetingDecisionResponsibleRow(UUID decisionId, UUID participantId, int position) {}

  record GoalProgressRow(UUID goalId, OffsetDateTime at, int progress) {}

  record ActivityRow(
      UUID id,
      UUID planId,
      UUID goalId,
      int position,
      String title,
      LocalDate registeredOn,
      String status,
      LocalDate startsOn,
      LocalDate endsOn,
      LocalDate evaluateOn,
      String effect,
      String effectReason,
      String description,
      UUID createdBy,
      OffsetDateTime createdAt,
      OffsetDateTime updatedAt,
      OffsetDateTime agreedAt,
      OffsetDateTime contentAt,
      UUID contentBy,
      int version) {}

  record ActivityResponsibleRow(UUID activityId, UUID participantId, int position) {}

  record PlanStatusRow(UUID id, UUID planId, String text, OffsetDateTime at, UUID byId) {}

  record AboutRow(
      UUID planId,
      String text,
      String matters,
      int version,
      OffsetDateTime updatedAt,
      UUID updatedBy) {}

  record AboutLinkRow(UUID planId, int position, String title, String url) {}

  record SurveyStatusRow(
      UUID id, UUID planId, Area lifeArea, String text, OffsetDateTime at, UUID byId) {}

  record SurveyVersionRow(UUID planId, Area lifeArea, int version) {}

  record EmergencyRow(
      UUID planId, String text, int version, OffsetDateTime updatedAt, UUID updatedBy) {}

  record EmergencyContactRow(UUID planId, int position, String name, String phone, String note) {}

  record SpecialistPlanRow(
      UUID id,
      UUID planId,
      String title,
      String responsible,
      String keptAt,
      String points,
      OffsetDateTime createdAt,
      OffsetDateTime updatedAt,
      UUID updatedBy,
      int version) {}

  record SpecialistPlanGoalRow(UUID specialistPlanId, UUID planId, UUID goalId) {}

  record GoalCommentRow(
      UUID id,
      UUID planId,
      UUID goalId,
      UUID activityId,
      UUID authorId,
      String text,
      Integer progress,
      Boolean accepted,
      OffsetDateTime createdAt,
      int version) {}
}
