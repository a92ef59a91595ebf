package no.samklang.goal;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import no.samklang.goal.Comments.Comment;
import no.samklang.goal.Goals.Activity;
import no.samklang.goal.Goals.Agreement;
import no.samklang.goal.Goals.Goal;
import no.samklang.goal.Goals.GoalTree;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintTexts;
import no.samklang.text.Language;

/** The tree of goals as blocks of a print. */
final class GoalBlocks {
  private final Language language;
  private final Map<UUID, String> names;
  private final Map<UUID, List<Comment>> comments;

  /**
   * @param names of participants
   * @param comments oldest first; none if they aren't printed
   */
  GoalBlocks(Language language, Map<UUID, String> names, List<Comment> comments) {
    this.language = language;
    this.names = names;
    this.comments = comments.stream().collect(Collectors.groupingBy(Comment::element));
  }

  /**
   * @param pictures of goals
   * @param depth of the headings of main goals
   */
  List<PrintBlock> of(GoalTree tree, Map<UUID, Buffer> pictures, int depth) {
    List<PrintBlock> blocks = new ArrayList<>();
    List<UUID> shown = tree.items().stream().map(Goal::id).toList();
    tree.items().stream()
        .filter(goal -> goal.parentId() == null || !shown.contains(goal.parentId()))
        .forEach(goal -> addGoal(blocks, tree, goal, pictures, depth));
    tree.activities().forEach(activity -> addActivity(blocks, activity, depth));
    return blocks;
  }

  private void addGoal(
      List<PrintBlock> blocks, GoalTree tree, Goal goal, Map<UUID, Buffer> pictures, int depth) {
    blocks.add(PrintBlock.heading(depth, PrintTexts.text(language, "goal.heading", goal.title())));
    PrintBlock.facts(
            PrintTexts.text(language, "goal.registered"),
                PrintTexts.date(language, goal.registeredOn()),
            PrintTexts.text(language, "goal.progress"), goal.progress() + " %",
            PrintTexts.text(language, "goal.agreement"),
                agreement(goal.agreed(), goal.changedSinceAgreed()))
        .forEach(blocks::add);
    PrintBlock.textIfAny(goal.description()).forEach(blocks::add);
    if (pictures.containsKey(goal.id())) {
      String path = "/goals/" + goal.id() + "/picture?v=" + goal.pictureVersion();
      blocks.add(PrintBlock.picture(goal.pictureText(), path, pictures.get(goal.id())));
    }
    addComments(blocks, goal.id());
    goal.activities().forEach(activity -> addActivity(blocks, activity, depth + 1));
    tree.items().stream()
        .filter(sub -> goal.id().equals(sub.parentId()))
        .forEach(sub -> addGoal(blocks, tree, sub, pictures, depth + 1));
  }

  private void addActivity(List<PrintBlock> blocks, Activity activity, int depth) {
    blocks.add(
        PrintBlock.heading(depth, PrintTexts.text(language, "activity.heading", activity.title())));
    String responsible =
        activity.responsible().stream()
            .map(one -> names.getOrDefault(one.value(), ""))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.joining(", "));
    String effect =
        activity.effect() == null
            ? null
            : PrintTexts.text(language, "activity.effect", activity.effect())
                + (activity.effectReason() == null ? "" : ": " + activity.effectReason());
    PrintBlock.facts(
            PrintTexts.text(language, "activity.status"),
                PrintTexts.text(language, "activity.status", activity.status()),
            PrintTexts.text(language, "activity.when"),
                PrintTexts.period(language, activity.from(), activity.to()),
            PrintTexts.text(language, "activity.responsible"), responsible,
            PrintTexts.text(language, "goal.registered"),
                PrintTexts.date(language, activity.registeredOn()),
            PrintTexts.text(language, "activity.evaluateOn"),
                PrintTexts.date(language, activity.evaluateOn()),
            PrintTexts.text(language, "activity.effect"), effect,
            PrintTexts.text(language, "goal.agreement"),
                agreement(activity.agreed(), activity.changedSinceAgreed()))
        .forEach(blocks::add);
    PrintBlock.textIfAny(activity.description()).forEach(blocks::add);
    addComments(blocks, activity.id());
  }

  private String agreement(Agreement agreed, boolean changed) {
    return PrintTexts.text(language, "goal.agreement", agreed)
        + (changed ? PrintTexts.text(language, "goal.changedSince") : "");
  }

  private void addComments(List<PrintBlock> blocks, UUID element) {
    List<List<String>> rows =
        comments.getOrDefault(element, List.of()).stream()
            .map(
                one ->
                    List.of(
                        PrintTexts.moment(language, one.createdAt()),
                        one.author().name() == null ? "" : one.author().name(),
                        text(one)))
            .toList();
    PrintBlock.table(
            List.of(
                PrintTexts.text(language, "comment.when"),
                PrintTexts.text(language, "comment.by"),
                PrintTexts.text(language, "comment.text")),
            rows)
        .forEach(blocks::add);
  }

  private String text(Comment comment) {
    String update =
        comment.progress() != null
            ? comment.progress() + " %"
            : comment.status() == null
                ? null
                : PrintTexts.text(language, "activity.status", comment.status());
    if (update == null) {
      return comment.text();
    }
    String key = Boolean.FALSE.equals(comment.accepted()) ? "comment.proposes" : "comment.sets";
    return PrintTexts.text(language, key, update)
        + (comment.text().isBlank() ? "" : "\n" + comment.text());
  }
}
