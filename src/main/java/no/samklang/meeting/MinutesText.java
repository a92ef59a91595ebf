package no.samklang.meeting;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import no.samklang.calendar.EventTimes;
import no.samklang.meeting.Meetings.Decision;
import no.samklang.meeting.Meetings.Meeting;
import no.samklang.meeting.Meetings.MinutesPoint;
import no.samklang.message.Messages.Correspondent;

/** The minutes as the text of a message (MSG-1), in no language of its own. */
final class MinutesText {
  private static final int MAX_LENGTH = 20_000;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d.M.uuuu HH:mm");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d.M.uuuu");
  private static final String CUT = "\n…";

  private MinutesText() {}

  /**
   * @param meeting with minutes
   * @param address of its page
   */
  static String of(Meeting meeting, String address) {
    StringBuilder text = new StringBuilder(when(meeting));
    List<MinutesPoint> points = meeting.minutes().points();
    for (int i = 0; i < points.size(); i++) {
      text.append("\n\n").append(i + 1).append(". ").append(meeting.agenda().get(i).title());
      append(text, points.get(i));
    }
    String end = "\n\n" + address;
    return cut(text.toString(), MAX_LENGTH - end.length()) + end;
  }

  private static String when(Meeting meeting) {
    String start = TIME.format(MeetingContent.startOf(meeting).atZone(EventTimes.ZONE));
    return meeting.place().isEmpty() ? start : start + ", " + meeting.place();
  }

  private static void append(StringBuilder text, MinutesPoint point) {
    if (!point.text().isEmpty()) {
      text.append('\n').append(point.text());
    }
    point.decisions().forEach(decision -> text.append("\n→ ").append(decision(decision)));
  }

  private static String decision(Decision decision) {
    String who =
        decision.responsible().stream().map(Correspondent::name).collect(Collectors.joining(", "));
    String due = decision.due() == null ? "" : DATE.format(decision.due());
    String details = who + (who.isEmpty() || due.isEmpty() ? "" : ", ") + due;
    return details.isEmpty() ? decision.title() : decision.title() + " (" + details + ")";
  }

  private static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - CUT.length();
    return text.substring(0, Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end) + CUT;
  }
}
