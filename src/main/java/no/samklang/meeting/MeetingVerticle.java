package no.samklang.meeting;

import java.util.Map;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.bin.BinKind;
import no.samklang.bin.RestoreListener;
import no.samklang.goal.DecidedActivities;
import no.samklang.meeting.Meetings.MeetingInput;
import no.samklang.meeting.Meetings.MeetingQuery;
import no.samklang.meeting.Meetings.MinutesAnswer;
import no.samklang.meeting.Meetings.MinutesInput;
import no.samklang.meeting.Meetings.SummonsAnswer;
import no.samklang.notification.Outbox;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintPart;

/** Operations on the meetings of the plan group (MEET-1, MEET-2). */
public final class MeetingVerticle extends FeatureVerticle {
  private final MeetingService meetings;
  private final MinutesService minutes;

  public MeetingVerticle(
      Platform platform, PlanReads planReads, PlanCommands planCommands, Outbox outbox) {
    super(platform);
    MeetingChanges changes = new MeetingChanges(outbox);
    this.meetings = new MeetingService(planReads, planCommands, changes);
    this.minutes =
        new MinutesService(
            meetings,
            changes,
            new DecidedActivities(outbox),
            platform.settings().publicUrl().toString());
  }

  /** For the bin, of each kind that can be deleted. */
  public static Map<BinKind, RestoreListener> restoreListeners(Outbox outbox) {
    return Map.of(BinKind.MEETING, new MeetingChanges(outbox).restoreListener());
  }

  /** What the slice prints. */
  public static Map<PrintPart, PartPrinter> partPrinters() {
    return MeetingPrinter.parts();
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listMeetings", MeetingQuery.class, meetings::list);
    operations.on("createMeeting", MeetingInput.class, meetings::create);
    operations.on("readMeeting", meetings::get);
    operations.on("changeMeeting", MeetingInput.class, meetings::update);
    operations.on("deleteMeeting", meetings::delete);
    operations.on("answerMeeting", SummonsAnswer.class, meetings::answer);
    operations.on("writeMinutes", MinutesInput.class, minutes::write);
    operations.on("agreeToMinutes", MinutesAnswer.class, minutes::agree);
  }
}
