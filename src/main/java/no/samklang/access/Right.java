package no.samklang.access;

import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A permission in a plan. Some follow from the role, others from the participant's {@link Rights};
 * the rules are defined only here.
 */
public final class Right {
  /** Read the start page, the plan group and one's own messages. */
  public static final Right READ = reading(member -> true);

  /** Write messages and drafts (MSG-3). Granted to all members. */
  public static final Right WRITE_MESSAGES = changing(member -> true);

  /** Update the owner's status, or that of the owner as their coordinator (HOME-1). */
  public static final Right UPDATE_STATUS =
      changing(member -> member.isOwner() || member.isCoordinator());

  /** Read the owner's earlier statuses (HOME-1). */
  public static final Right READ_STATUSES = reading(Membership::isOwner);

  /** Edit the owner's presentation of themselves (HOME-2). */
  public static final Right EDIT_ABOUT =
      changing(member -> member.isOwner() || member.isCoordinator());

  /** Edit what to do when it gets hard (SURV-2). */
  public static final Right EDIT_EMERGENCY =
      changing(member -> member.isCoordinator() || member.hasOwnerAuthority());

  /** Administer the plan: view its administration, close it, end a participant's access. */
  public static final Right ADMINISTER = reading(Membership::isCoordinator);

  /** Change the plan's details and coordinators. */
  public static final Right CHANGE_PLAN = changing(Membership::isCoordinator);

  /** Hand the plan over or name a substitute (PLAN-6). Not granted to substitutes. */
  public static final Right HAND_OVER =
      changing(member -> member.isCoordinator() && !member.substitute());

  /**
   * Make an individual plan of a stafettlogg (PLAN-7). Not granted to substitutes. A closed plan is
   * refused by the service: a request that is repeated finds the plan closed by itself.
   */
  public static final Right MAKE_SUCCESSOR =
      reading(member -> member.isCoordinator() && !member.substitute()).outsidePractice();

  /** Answer a handover request (PLAN-6). */
  public static final Right ANSWER_BATON = changing(member -> true);

  /** Add participants; requires a valid consent (PART-1). */
  public static final Right ADD_PARTICIPANTS =
      changing(member -> member.isCoordinator() && member.hasConsent());

  /** Decide participants' rights (PART-1). */
  public static final Right DECIDE_RIGHTS =
      deciding(member -> member.isCoordinator() || member.hasOwnerAuthority());

  /** End a participant's access (PART-5). Also in a closed plan. */
  public static final Right REMOVE_PARTICIPANTS =
      reading(member -> member.isCoordinator() || member.hasOwnerAuthority());

  /** View all participants' rights and the access log (PART-6). */
  public static final Right SEE_RIGHTS =
      reading(member -> member.isCoordinator() || member.hasOwnerAuthority());

  /**
   * View the plan log (LOG-1): all members of a plan whose log is open (PLAN-4), otherwise those
   * with {@link #SEE_RIGHTS}. Which entries is decided by each entry's {@link PlanLog.Visibility}.
   */
  public static final Right SEE_LOG =
      reading(
          member -> member.logOpen() || (SEE_RIGHTS.isGrantedTo(member) && !member.logWithheld()));

  /** Open the plan log to all participants, or close it (PLAN-4). */
  public static final Right OPEN_LOG =
      changing(member -> member.isCoordinator() && !member.logWithheld());

  /**
   * Let a participant see a log that was withheld from them (PLAN-4): the owner, or who decides.
   */
  public static final Right SHOW_WITHHELD_LOG = deciding(Membership::hasOwnerAuthority);

  /** Give or register a consent (PART-4). Not granted to substitutes. */
  public static final Right RENEW_CONSENT =
      deciding(
          member -> (member.isCoordinator() && !member.substitute()) || member.hasOwnerAuthority());

  /** Sign a consent on screen (PART-8): who decides for the owner. */
  public static final Right SIGN_CONSENT = deciding(Membership::hasOwnerAuthority);

  /** Confirm that somebody is the owner's guardian (PERSON-15). Not granted to substitutes. */
  public static final Right CONFIRM_GUARDIAN =
      deciding(
          member ->
              member.role() == Role.GUARDIAN
                  ? member.hasOwnerAuthority()
                  : member.isCoordinator() && !member.substitute());

  /** Withdraw the consent (PART-4). Also in a closed plan. */
  public static final Right WITHDRAW_CONSENT =
      reading(member -> member.isCoordinator() || member.hasOwnerAuthority());

  /** Edit other participants' cards (PERSON-6). */
  public static final Right EDIT_PERSONS =
      changing(member -> member.isCoordinator() || member.rights().editPerson());

  /** Create accounts with an initial password (PERSON-1). */
  public static final Right GIVE_ACCOUNTS = changing(Membership::isCoordinator).outsidePractice();

  /** Edit one's own card (PERSON-6). Granted to all members. */
  public static final Right EDIT_OWN_CARD = changing(member -> true);

  /** Reorder goals and activities (GOAL-5). */
  public static final Right ORDER_GOALS =
      changing(
          member ->
              member.isCoordinator()
                  && Stream.of(Area.GOALS, Area.ACTIVITIES)
                      .allMatch(area -> member.rights().level(area).includes(AccessLevel.WRITE)));

  /** Agree to what is proposed (GOAL-11). */
  public static final Right AGREE = deciding(Membership::hasOwnerAuthority);

  /** Change or delete one's own comments, and undo one's own deletions (GOAL-4, GOAL-7). */
  public static final Right CHANGE_OWN = changing(member -> true);

  /** Add events to the calendar, and change one's own (CAL-2). Granted to all members. */
  public static final Right WRITE_EVENTS = changing(member -> true);

  /** Change and delete all events of the calendar (CAL-2). */
  public static final Right CHANGE_ALL_EVENTS =
      changing(member -> member.isCoordinator() || member.hasOwnerAuthority());

  /** Summon to meetings, change them and write their minutes (MEET-1). */
  public static final Right HOLD_MEETINGS =
      changing(member -> member.isCoordinator() || member.hasOwnerAuthority());

  /** Answer a summons, and say what one has to say to the minutes (MEET-1, MEET-2). */
  public static final Right ANSWER_SUMMONS = changing(member -> true);

  /** Add documents (DOC-1). Granted to all members. */
  public static final Right ADD_DOCUMENTS = changing(member -> true);

  /** Change and delete others' documents, as far as one may read them (DOC-1). */
  public static final Right CHANGE_DOCUMENTS =
      changing(member -> member.isCoordinator() || member.hasOwnerAuthority());

  /** Print readable content (PRINT-1). */
  public static final Right PRINT = reading(member -> member.rights().print());

  /** Print the consent to sign it by hand (PART-8): who prints, and who decides for the owner. */
  public static final Right PRINT_CONSENT_FORM =
      reading(member -> member.rights().print() || member.hasOwnerAuthority());

  /**
   * Download the whole plan (LAW-2): the owner, or who decides for them. Also of a closed plan, but
   * not by one whose login was helped with of late (PERSON-15).
   */
  public static final Right EXPORT_PLAN =
      new Right(false, true, false, Membership::hasOwnerAuthority).outsidePractice();

  /** Archive readable content, and see what has been archived (PLAN-3). Also in a closed plan. */
  public static final Right ARCHIVE =
      reading(
              member ->
                  member.isCoordinator() || (member.hasOwnerAuthority() && member.rights().print()))
          .outsidePractice();

  private final boolean changes;
  private final boolean decides;
  private final boolean outsidePractice;
  private final Predicate<Membership> granted;

  private Right(
      boolean changes, boolean decides, boolean outsidePractice, Predicate<Membership> granted) {
    this.changes = changes;
    this.decides = decides;
    this.outsidePractice = outsidePractice;
    this.granted = granted;
  }

  /** Read an area. */
  public static Right readArea(Area area) {
    return reading(member -> member.rights().level(area).includes(AccessLevel.READ));
  }

  /** Write in an area. */
  public static Right writeArea(Area area) {
    return changing(member -> member.rights().level(area).includes(AccessLevel.WRITE));
  }

  /** Read at least one of the areas. */
  public static Right readAnyOf(Area... areas) {
    return reading(
        member ->
            Stream.of(areas)
                .anyMatch(area -> member.rights().level(area).includes(AccessLevel.READ)));
  }

  /** Comment in an area: granted to all who may read it (GOAL-4). */
  public static Right commentIn(Area area) {
    return changing(member -> member.rights().level(area).includes(AccessLevel.READ));
  }

  private static Right reading(Predicate<Membership> granted) {
    return new Right(false, false, false, granted);
  }

  private static Right changing(Predicate<Membership> granted) {
    return new Right(true, false, false, granted);
  }

  /** A change that the owner, or who decides for them, makes with the owner's authority. */
  private static Right deciding(Predicate<Membership> granted) {
    return new Right(true, true, false, granted);
  }

  /** The same right, which nobody has in a practice plan: its effect would outlast it (PLAN-10). */
  private Right outsidePractice() {
    return new Right(changes, decides, true, granted);
  }

  /**
   * Whether it is a decision that is refused, since the member's login was helped with of late
   * (PERSON-15). What a coordinator does isn't decided with the owner's authority. What only ends
   * access or consent is never refused.
   */
  boolean isRefusedTo(Membership member) {
    return decides && member.marked() && !member.isCoordinator();
  }

  /** Whether it is refused since the plan is a practice plan (PLAN-10). */
  boolean isOutsidePractice(Membership member) {
    return outsidePractice && member.practice();
  }

  /** Whether the right is denied in a closed plan, which is read-only (PLAN-2). */
  boolean changes() {
    return changes;
  }

  boolean isGrantedTo(Membership member) {
    return granted.test(member);
  }
}
