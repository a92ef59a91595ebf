package no.samklang.access;

import java.util.function.Predicate;

/**
 * What a participant may be allowed to do. Some come with the role, some are decided for each
 * ({@link Rights}); who has which is said here and nowhere else.
 */
public final class Right {
  /** See the start page, the plan group, and one's own messages. */
  public static final Right READ = reading(member -> true);

  /** Write messages and drafts (MSG-3). Everyone in the plan group may. */
  public static final Right WRITE_MESSAGES = changing(member -> true);

  /** Tell how things are (HOME-1). */
  public static final Right UPDATE_STATUS = changing(Membership::isOwner);

  /** Run the plan: see how it is administered, close it, end somebody's access. */
  public static final Right ADMINISTER = reading(Membership::isCoordinator);

  /** Change what the plan is and who runs it. */
  public static final Right CHANGE_PLAN = changing(Membership::isCoordinator);

  /**
   * Give the plan to another to run, for good or for a while: not for one who stands in (PLAN-6).
   */
  public static final Right HAND_OVER =
      changing(member -> member.isCoordinator() && !member.substitute());

  /** Answer the coordinator who asks one to take over (PLAN-6). */
  public static final Right ANSWER_BATON = changing(member -> true);

  /** Bring people in, as far as the owner consents (PART-1). */
  public static final Right ADD_PARTICIPANTS =
      changing(member -> member.isCoordinator() && member.hasConsent());

  /** Decide what each may read and do (PART-1). */
  public static final Right DECIDE_RIGHTS =
      changing(member -> member.isCoordinator() || member.decides());

  /** End somebody's access, which a closed plan allows too (PART-5). */
  public static final Right REMOVE_PARTICIPANTS =
      reading(member -> member.isCoordinator() || member.decides());

  /** See everyone's rights, and who has seen what (PART-6). */
  public static final Right SEE_RIGHTS =
      reading(member -> member.isCoordinator() || member.decides());

  /** See what has been done in the plan (LOG-1): of those who see rights, who may read its log. */
  public static final Right SEE_LOG =
      reading(
          member ->
              SEE_RIGHTS.isGrantedTo(member) && member.rights().in(Area.LOG).includes(Level.READ));

  /** Give consent, or put one in that was given (PART-4): not for one who stands in. */
  public static final Right RENEW_CONSENT =
      changing(member -> (member.isCoordinator() && !member.substitute()) || member.decides());

  /** Withdraw it, which a closed plan allows too (PART-4). */
  public static final Right WITHDRAW_CONSENT =
      reading(member -> member.isCoordinator() || member.decides());

  /** Edit the cards of others (PERSON-6). */
  public static final Right EDIT_PERSONS =
      changing(member -> member.isCoordinator() || member.rights().editPerson());

  /** Give others an account, and a password to begin with (PERSON-1). */
  public static final Right GIVE_ACCOUNTS = changing(Membership::isCoordinator);

  /** Edit one's own card (PERSON-6), as everyone may. */
  public static final Right EDIT_OWN_CARD = changing(member -> true);

  /** Print what one may read (PRINT-1). */
  public static final Right PRINT = reading(member -> member.rights().print());

  private final boolean changes;
  private final Predicate<Membership> granted;

  private Right(boolean changes, Predicate<Membership> granted) {
    this.changes = changes;
    this.granted = granted;
  }

  /** Read what is in an area. */
  public static Right toRead(Area area) {
    return reading(member -> member.rights().in(area).includes(Level.READ));
  }

  /** Change what is in an area. */
  public static Right toWrite(Area area) {
    return changing(member -> member.rights().in(area).includes(Level.WRITE));
  }

  private static Right reading(Predicate<Membership> granted) {
    return new Right(false, granted);
  }

  private static Right changing(Predicate<Membership> granted) {
    return new Right(true, granted);
  }

  /** A closed plan is read-only (PLAN-2). */
  boolean changes() {
    return changes;
  }

  boolean isGrantedTo(Membership member) {
    return granted.test(member);
  }
}
