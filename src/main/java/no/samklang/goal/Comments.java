package no.samklang.goal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import no.samklang.goal.Goals.ActivityStatus;
import no.samklang.goal.Goals.ElementKind;
import no.samklang.id.ParticipantId;

/** The comment types of the contract (GOAL-4). */
final class Comments {
  private Comments() {}

  /**
   * The query parameters of a list of comments.
   *
   * @param after the {@code next} of the previous page, or null
   */
  record CommentQuery(Integer limit, String after) {}

  /** A page of comments, newest first. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CommentPage(List<Comment> items, int total, String next) {}

  /**
   * @param personId for the picture (PERSON-7)
   */
  record CommentAuthor(ParticipantId participantId, UUID personId, String name) {}

  /**
   * A comment on a goal or activity; with a status or percentage it is a status update (GOAL-4).
   *
   * @param goalId the goal commented on, or null
   * @param activityId the activity commented on, or null
   * @param accepted null if it changes nothing, false for a proposal that waits, true if in force
   * @param editedAt null if it is as first written
   */
  record Comment(
      UUID id,
      int version,
      UUID goalId,
      UUID activityId,
      CommentAuthor author,
      String text,
      ActivityStatus status,
      Integer progress,
      Boolean accepted,
      Instant createdAt,
      Instant editedAt) {
    /** A comment as first written. */
    static Comment ofNew(
        UUID id,
        ElementKind kind,
        UUID element,
        CommentAuthor author,
        CommentInput input,
        Boolean accepted,
        Instant now) {
      return new Comment(
          id,
          1,
          kind == ElementKind.GOAL ? element : null,
          kind == ElementKind.ACTIVITY ? element : null,
          author,
          input.text().strip(),
          input.status(),
          input.progress(),
          accepted,
          now,
          null);
    }

    ElementKind kind() {
      return goalId == null ? ElementKind.ACTIVITY : ElementKind.GOAL;
    }

    /** The goal or activity that it stands on. */
    UUID element() {
      return goalId == null ? activityId : goalId;
    }

    @Override
    public String toString() {
      return "Comment " + id;
    }
  }

  /**
   * The text of a comment, and the update it carries or proposes.
   *
   * @param status for a comment on an activity, or null
   * @param progress for a comment on a goal, or null
   */
  record CommentInput(String text, ActivityStatus status, Integer progress) {
    CommentInput {
      text = text == null ? "" : text;
    }

    boolean isUpdate() {
      return status != null || progress != null;
    }

    @Override
    public String toString() {
      return "CommentInput";
    }
  }
}
