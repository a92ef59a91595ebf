package no.samklang.goal;

import java.util.Map;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.bin.BinKind;
import no.samklang.bin.RestoreListener;
import no.samklang.goal.Comments.CommentInput;
import no.samklang.goal.Comments.CommentQuery;
import no.samklang.goal.Goals.ActivityInput;
import no.samklang.goal.Goals.AgreementInput;
import no.samklang.goal.Goals.ElementKind;
import no.samklang.goal.Goals.Goal;
import no.samklang.goal.Goals.GoalInput;
import no.samklang.goal.Goals.GoalPictureQuery;
import no.samklang.goal.Goals.HistoryInput;
import no.samklang.goal.Goals.PictureTextInput;
import no.samklang.goal.Goals.TemplateChoice;
import no.samklang.goal.Goals.TreeOrder;
import no.samklang.goal.Goals.TreeQuery;
import no.samklang.goal.RequiredContents.RequiredContentInput;
import no.samklang.notification.Outbox;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.operation.UploadedFile;
import no.samklang.picture.PictureEncoder;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintPart;

/**
 * Operations on goals, activities, their comments, and what the law asks for (GOAL-1 to GOAL-11,
 * LAW-1).
 */
public final class GoalVerticle extends FeatureVerticle {
  private final PlanReads planReads;
  private final GoalService goals;
  private final GoalPictureService pictures;
  private final ActivityService activities;
  private final CommentService comments;
  private final TreeOrderService order;
  private final DeletionService deletions;
  private final RequiredContentService requiredContent;

  public GoalVerticle(
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      Outbox outbox,
      PictureEncoder pictureEncoder) {
    super(platform);
    ReaderNotices notices = new ReaderNotices(outbox);
    this.planReads = planReads;
    TreeCommands<Goal> goalCommands =
        new TreeCommands<>(planCommands, notices, ElementKind.GOAL, GoalQuery::goal, Goal::version);
    this.goals = new GoalService(planReads, goalCommands, notices);
    this.pictures = new GoalPictureService(planReads, goalCommands, pictureEncoder);
    this.activities = new ActivityService(planReads, planCommands, notices);
    this.comments = new CommentService(planReads, planCommands, notices);
    this.order = new TreeOrderService(planCommands);
    this.requiredContent = new RequiredContentService(planReads, planCommands);
    this.deletions = new DeletionService(planCommands);
  }

  /** What the slice does when its elements are restored. */
  public static Map<BinKind, RestoreListener> restoreListeners() {
    return Map.of(
        BinKind.GOAL, DeletionService::restored,
        BinKind.ACTIVITY, DeletionService::restored,
        BinKind.COMMENT, DeletionService::restored);
  }

  /** What the slice prints. */
  public static Map<PrintPart, PartPrinter> partPrinters() {
    return GoalPrinter.parts();
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listGoals", TreeQuery.class, goals::list);
    operations.on("createGoal", GoalInput.class, goals::create);
    operations.on("createGoalsFromTemplate", TemplateChoice.class, goals::createFromTemplate);
    operations.on("orderGoals", TreeOrder.class, order::reorder);
    operations.on("readGoal", goals::get);
    operations.on("changeGoal", GoalInput.class, goals::update);
    operations.on("deleteGoal", deletions::deleteGoal);
    operations.on("moveGoalToHistory", HistoryInput.class, goals::setHistory);
    operations.on("agreeToGoal", AgreementInput.class, goals::setAgreed);
    operations.on("goalProgress", command -> ProgressQuery.find(planReads, command));
    operations.on("goalPicture", GoalPictureQuery.class, pictures::get);
    operations.on("changeGoalPicture", UploadedFile.class, pictures::put);
    operations.on("removeGoalPicture", pictures::delete);
    operations.on("describeGoalPicture", PictureTextInput.class, pictures::setText);
    operations.on("listGoalComments", CommentQuery.class, comments::listOfGoal);
    operations.on("commentGoal", CommentInput.class, comments::createOnGoal);
    operations.on("createActivity", ActivityInput.class, activities::create);
    operations.on("readActivity", activities::get);
    operations.on("changeActivity", ActivityInput.class, activities::update);
    operations.on("deleteActivity", deletions::deleteActivity);
    operations.on("moveActivityToHistory", HistoryInput.class, activities::setHistory);
    operations.on("agreeToActivity", AgreementInput.class, activities::setAgreed);
    operations.on("listActivityComments", CommentQuery.class, comments::listOfActivity);
    operations.on("commentActivity", CommentInput.class, comments::createOnActivity);
    operations.on("changeComment", CommentInput.class, comments::update);
    operations.on("deleteComment", deletions::deleteComment);
    operations.on("acceptComment", comments::accept);
    operations.on("readRequiredContent", requiredContent::get);
    operations.on("changeRequiredContent", RequiredContentInput.class, requiredContent::update);
  }
}
