package no.samklang.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import no.samklang.id.MessageId;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;
import no.samklang.json.Json;
import no.samklang.live.LiveQuery.PresenceRecipients;
import no.samklang.message.Messages.UnreadCount;

/** The frames of {@code WS /live}, as the contract's {@code LiveFrame} describes them. */
final class LiveFrames {
  private LiveFrames() {}

  private record HelloFrame(@JsonProperty String type, UnreadCount unread) {}

  private record UnreadFrame(String type, int total, Map<PlanId, Integer> plans) {}

  private record MessageFrame(
      String type,
      PlanId planId,
      MessageId messageId,
      String kind,
      ParticipantId from,
      Instant at) {}

  private record VisitedFrame(
      String type, PlanId planId, ParticipantId participantId, String name, Instant at) {}

  private record PresenceFrame(
      String type,
      PlanId planId,
      UUID elementId,
      ParticipantId participantId,
      String name,
      boolean present) {}

  private record ChangedFrame(String type, PlanId planId, String section, int version) {}

  private record ExpiringFrame(String type, Instant at) {}

  private record PongFrame(@JsonProperty String type) {}

  private record SignedOutFrame(String type, String reason) {}

  static String hello(UnreadCount unread) {
    return json(new HelloFrame("hello", unread));
  }

  static String unread(UnreadCount unread) {
    return json(new UnreadFrame("unread", unread.total(), unread.plans()));
  }

  static String message(
      PlanId plan, MessageId message, String kind, ParticipantId from, Instant at) {
    return json(new MessageFrame("message", plan, message, kind, from, at));
  }

  static String visited(PlanId plan, ParticipantId participant, String name, Instant at) {
    return json(new VisitedFrame("visited", plan, participant, name, at));
  }

  static String presence(ElementPresence presence, PresenceRecipients recipients) {
    return json(
        new PresenceFrame(
            "presence",
            presence.plan(),
            presence.element(),
            recipients.participant(),
            recipients.name(),
            presence.present()));
  }

  static String changed(PlanId plan, String section, int version) {
    return json(new ChangedFrame("changed", plan, section, version));
  }

  static String sessionExpiring(Instant at) {
    return json(new ExpiringFrame("sessionExpiring", at));
  }

  static String pong() {
    return json(new PongFrame("pong"));
  }

  static String signedOut(String reason) {
    return json(new SignedOutFrame("signedOut", reason));
  }

  private static String json(Object frame) {
    try {
      return Json.mapper().writeValueAsString(frame);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
