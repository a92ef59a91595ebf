package no.samklang.organisation.template;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.Optional;
import java.util.UUID;
import no.samklang.access.Area;
import no.samklang.access.PlanReads;
import no.samklang.access.Right;
import no.samklang.db.Database;
import no.samklang.db.SqlReader;
import no.samklang.error.Failure;
import no.samklang.id.NewId;
import no.samklang.id.OrganisationId;
import no.samklang.operation.Command;
import no.samklang.operation.IdempotentRequest;
import no.samklang.operation.NoContent;
import no.samklang.operation.Result;
import no.samklang.organisation.OrganisationCommands;
import no.samklang.organisation.OrganisationEvent;
import no.samklang.organisation.OrganisationTx;
import no.samklang.organisation.PlanCreationRights;
import no.samklang.organisation.template.TemplateRepository.TemplatePlace;
import no.samklang.organisation.template.Templates.NewPlanQuery;
import no.samklang.organisation.template.Templates.Template;
import no.samklang.organisation.template.Templates.TemplateInput;
import no.samklang.organisation.template.Templates.TemplateList;

/**
 * Templates of goals and activities, made in an organisation for it and all below it (ORG-1). What
 * administrators do fails as {@link OrganisationCommands} does.
 */
@CheckReturnValue
final class TemplateService {
  /** Maximum templates of one organisation. */
  static final int MAX_TEMPLATES = 50;

  private final Database db;
  private final OrganisationCommands commands;
  private final PlanReads planReads;
  private final TemplateRepository repository = new TemplateRepository();

  TemplateService(Database db, OrganisationCommands commands, PlanReads planReads) {
    this.db = db;
    this.commands = commands;
    this.planReads = planReads;
  }

  /** Those that an organisation has or inherits, for its administrator. */
  Single<TemplateList> list(Command<Void> command) {
    return commands
        .requireAdministered(command)
        .flatMap(organisation -> repository.list(db, organisation.id(), null))
        .map(TemplateList::of);
  }

  /** Those for a plan, for who may add goals to it. */
  Single<TemplateList> listForPlan(Command<Void> command) {
    return repository
        .listForPlan(planReads, command, Right.writeArea(Area.GOALS))
        .map(TemplateList::of);
  }

  /**
   * Those for a plan that the caller is about to create. Fails as {@link PlanCreationRights} does.
   */
  Single<TemplateList> listForNewPlan(Command<NewPlanQuery> command) {
    NewPlanQuery query = command.body();
    return PlanCreationRights.requireUnit(
            db, command.caller(), Optional.ofNullable(query.organisation()))
        .flatMap(unit -> repository.list(db, unit, query.type()))
        .map(TemplateList::of);
  }

  /** One that the organisation has or inherits, for its administrator. */
  Single<Template> get(Command<Void> command) {
    return commands
        .requireAdministered(command)
        .flatMap(organisation -> find(db, organisation.id(), id(command)));
  }

  /**
   * Adds a template, once for each idempotency key. Fails as {@link TemplatePolicy} does, and with
   * {@code template.nameTaken} or {@code template.full}.
   */
  Single<Result> create(Command<TemplateInput> command) {
    TemplatePolicy.validate(command.body());
    return commands.run(
        command,
        tx ->
            IdempotentRequest.of(command)
                .reserve(tx.tx(), tx.now(), NewId.random())
                .flatMap(
                    reserved ->
                        (reserved.isNew()
                                ? insert(tx, reserved.id(), command.body())
                                : Completable.complete())
                            .andThen(find(tx.tx(), tx.id(), reserved.id()))
                            .map(template -> new Result.Created(reserved.id(), template))));
  }

  private Completable insert(OrganisationTx tx, UUID id, TemplateInput input) {
    return repository
        .place(tx, id, input.name())
        .doOnSuccess(
            place -> {
              if (place.templates() >= MAX_TEMPLATES) {
                throw new Failure.Conflict("template.full", null);
              }
              requireFree(place);
            })
        .flatMapCompletable(place -> repository.insert(tx, id, input))
        .doOnComplete(() -> tx.log(OrganisationEvent.TEMPLATE_ADDED, input.name()));
  }

  /**
   * Changes a template of the organisation itself. Plans that it was used in stay as they are.
   * Fails as {@link #create} does, and with {@code version.stale}.
   */
  Single<Template> change(Command<TemplateInput> command) {
    TemplatePolicy.validate(command.body());
    UUID id = id(command);
    return commands.run(
        command,
        tx ->
            find(tx.tx(), tx.id(), id)
                .doOnSuccess(current -> requireOwn(command, current))
                .flatMap(current -> repository.place(tx, id, command.body().name()))
                .doOnSuccess(TemplateService::requireFree)
                .flatMapCompletable(place -> repository.update(tx, id, command.body()))
                .doOnComplete(
                    () -> tx.log(OrganisationEvent.TEMPLATE_CHANGED, command.body().name()))
                .andThen(Single.defer(() -> find(tx.tx(), tx.id(), id))));
  }

  private static void requireOwn(Command<?> command, Template current) {
    if (current.inheritedFrom() != null) {
      throw new Failure.NotFound();
    }
    if (current.version() != command.ifMatch()) {
      throw new Failure.Conflict("version.stale", current);
    }
  }

  /** Deletes a template of the organisation itself. Plans that it was used in stay as they are. */
  Single<NoContent> delete(Command<Void> command) {
    return commands.run(
        command,
        tx ->
            repository
                .delete(tx, id(command))
                .doOnSuccess(name -> tx.log(OrganisationEvent.TEMPLATE_DELETED, name))
                .map(name -> NoContent.NO_CONTENT));
  }

  private Single<Template> find(SqlReader sql, OrganisationId organisation, UUID id) {
    return repository
        .find(sql, organisation, id)
        .switchIfEmpty(Single.error(new Failure.NotFound()));
  }

  private static UUID id(Command<?> command) {
    return command.id("templateId");
  }

  private static void requireFree(TemplatePlace place) {
    if (place.nameIsTaken()) {
      throw new Failure.Invalid("template.nameTaken", "name", "template.nameTaken");
    }
  }
}
