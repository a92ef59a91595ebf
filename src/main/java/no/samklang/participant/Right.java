package no.samklang.participant;

/**
 * What a participant may be allowed to do. Which role may what by default is said here and nowhere
 * else.
 */
public enum Right {
  /** See the start page, the plan group, and one's own messages. */
  READ(false),
  /** Write messages and drafts (MSG-3). Everyone in the plan group may. */
  WRITE_MESSAGES(true),
  /** Tell how things are (HOME-1). */
  UPDATE_STATUS(true),
  /** Run the plan. */
  ADMINISTER(false);

  private final boolean changes;

  Right(boolean changes) {
    this.changes = changes;
  }

  /** A closed plan is read-only (PLAN-2). */
  boolean changes() {
    return changes;
  }

  boolean isGrantedTo(Membership member) {
    return switch (this) {
      case READ, WRITE_MESSAGES -> true;
      case UPDATE_STATUS -> member.isOwner();
      case ADMINISTER -> member.isCoordinator();
    };
  }
}
