package no.samklang.goal;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.error.Failure;
import no.samklang.goal.Comments.Comment;
import no.samklang.goal.Goals.Goal;
import no.samklang.goal.Goals.GoalTree;
import no.samklang.goal.RequiredContents.RequiredContent;
import no.samklang.operation.Command;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintBlock;
import no.samklang.print.PrintPart;
import no.samklang.print.PrintTexts;
import no.samklang.text.Language;

/** Prints goals and activities, and what the law asks for (PRINT-1, PRINT-2). */
@CheckReturnValue
final class GoalPrinter {
  private static final String NAMES =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, p.id, person.first_name || ' ' || person.last_name as name
        from me
        join participant p on p.plan_id = me.member_plan_id
        join person on person.id = p.person_id""";

  private GoalPrinter() {}

  static Map<PrintPart, PartPrinter> parts() {
    return Map.of(
        PrintPart.GOALS, GoalPrinter::goals,
        PrintPart.REQUIRED_CONTENT, GoalPrinter::requiredContent);
  }

  /** Nothing for a plan of another type. */
  private static Single<List<PrintBlock>> requiredContent(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    return RequiredContentService.get(reads, command)
        .map(content -> blocks(command.language(), content))
        .onErrorResumeNext(
            failure ->
                failure instanceof Failure.NotFound
                    ? Single.just(List.of())
                    : Single.error(failure));
  }

  private static List<PrintBlock> blocks(Language language, RequiredContent content) {
    List<PrintBlock> blocks = new ArrayList<>();
    PrintBlock.headedTextIfAny(0, PrintTexts.text(language, "required.needs"), content.needs())
        .forEach(blocks::add);
    PrintBlock.headedTextIfAny(
            0, PrintTexts.text(language, "required.contributions"), content.contributions())
        .forEach(blocks::add);
    PrintBlock.headedTextIfAny(
            0, PrintTexts.text(language, "required.other"), content.otherCooperation())
        .forEach(blocks::add);
    PrintBlock.facts(
            PrintTexts.text(language, "required.revision"),
            PrintTexts.date(language, content.revisionOn()))
        .forEach(blocks::add);
    return blocks;
  }

  private static Single<List<PrintBlock>> goals(
      PlanReads reads, Command<?> command, PartPrinter.PrintOptions options) {
    Single<List<Comment>> comments =
        options.comments() ? CommentRepository.findAll(reads, command) : Single.just(List.of());
    return names(reads, command)
        .flatMap(
            names ->
                comments.flatMap(
                    found -> {
                      GoalBlocks blocks = new GoalBlocks(command.language(), names, found);
                      return tree(reads, command, blocks, false)
                          .flatMap(
                              active ->
                                  options.history()
                                      ? tree(reads, command, blocks, true)
                                          .map(
                                              past -> withHistory(command.language(), active, past))
                                      : Single.just(active));
                    }));
  }

  private static List<PrintBlock> withHistory(
      Language language, List<PrintBlock> active, List<PrintBlock> past) {
    if (past.isEmpty()) {
      return active;
    }
    List<PrintBlock> all = new ArrayList<>(active);
    all.add(PrintBlock.heading(0, PrintTexts.text(language, "goal.history")));
    all.addAll(past);
    return all;
  }

  private static Single<List<PrintBlock>> tree(
      PlanReads reads, Command<?> command, GoalBlocks blocks, boolean history) {
    return GoalQuery.tree(reads, command, history)
        .flatMap(
            tree ->
                pictures(reads, command, tree)
                    .map(pictures -> blocks.of(tree, pictures, history ? 1 : 0)));
  }

  private static Single<Map<UUID, Buffer>> pictures(
      PlanReads reads, Command<?> command, GoalTree tree) {
    return Flowable.fromIterable(tree.items())
        .filter(goal -> goal.pictureVersion() != null)
        .map(Goal::id)
        .concatMapSingle(
            id ->
                GoalPictureRepository.get(reads, command, id)
                    .map(picture -> Map.entry(id, picture.content())))
        .toMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** Of all who take part or have taken part: what they were responsible for stays. */
  private static Single<Map<UUID, String>> names(PlanReads reads, Command<?> command) {
    return reads.queryRows(
        command,
        Right.READ,
        NAMES,
        SqlParams.none(),
        (member, rows) -> {
          Map<UUID, String> names = new HashMap<>();
          RowValues.stream(rows)
              .forEach(row -> names.put(row.getUUID("id"), row.getString("name")));
          return names;
        });
  }
}
