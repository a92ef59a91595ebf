package no.samklang.organisation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.id.PersonId;
import no.samklang.operation.Command;
import no.samklang.operation.NoContent;
import no.samklang.operation.Result;

/**
 * Who has a role in an organisation: its local administrators, or those who may create plans in it
 * (ORG-1). Each fails as {@link OrganisationCommands} does.
 */
@CheckReturnValue
final class OrganisationRoleService {
  /** Maximum persons with a role in one organisation. */
  static final int MAX_NAMED = 200;

  private final Database db;
  private final OrganisationCommands commands;
  private final OrganisationRole role;
  private final OrganisationRoleRepository repository;

  OrganisationRoleService(Database db, OrganisationCommands commands, OrganisationRole role) {
    this.db = db;
    this.commands = commands;
    this.role = role;
    this.repository = new OrganisationRoleRepository(role);
  }

  record PersonToName(PersonId personId) {}

  /**
   * A person with the role.
   *
   * @param jobTitle or null
   * @param canLogIn whether the person has an account that isn't blocked
   * @param inheritedFrom the name of the organisation above in which the person has the role; null
   *     for the organisation itself
   */
  record RoleHolder(
      PersonId personId, String name, String jobTitle, boolean canLogIn, String inheritedFrom) {
    @Override
    public String toString() {
      return "RoleHolder";
    }
  }

  record RoleHolders(List<RoleHolder> items, int total) {}

  /** Those of the organisation and of those above it. */
  Single<RoleHolders> list(Command<Void> command) {
    return commands
        .requireAdministered(command)
        .flatMap(organisation -> repository.list(db, organisation.id()))
        .map(items -> new RoleHolders(items, items.size()));
  }

  /**
   * Gives a registered person of the municipality the role; idempotent. Fails with {@code
   * person.unknown}, {@code account.missing}, {@code organisation.closed} and {@code
   * organisationRole.full}.
   */
  Single<Result> add(Command<PersonToName> command) {
    PersonId person = command.body().personId();
    return commands.run(
        command,
        tx -> {
          tx.organisation().requireOpen();
          return repository
              .find(tx, person)
              .doOnSuccess(OrganisationRoleService::requireAccount)
              .flatMap(found -> add(tx, person).toSingleDefault(found))
              .map(found -> new Result.Created(person, found));
        });
  }

  private Completable add(OrganisationTx tx, PersonId person) {
    return repository
        .count(tx.tx(), tx.id())
        .doOnSuccess(
            count -> {
              if (count >= MAX_NAMED) {
                throw new Failure.Conflict("organisationRole.full", null);
              }
            })
        .flatMap(count -> repository.insert(tx, person))
        .doOnSuccess(
            isNew -> {
              if (isNew) {
                tx.logSubject(role.added(), person);
              }
            })
        .ignoreElement();
  }

  /**
   * Takes the role from a person. Fails with {@link Failure.NotFound} for one who has it not or
   * from above, and with {@code administrator.required} for the last administrator of a
   * municipality who can log in.
   */
  Single<NoContent> remove(Command<Void> command) {
    PersonId person = command.personId();
    return commands.run(
        command,
        tx ->
            repository
                .delete(tx, person)
                .andThen(Completable.defer(() -> requireAdministrator(tx)))
                .doOnComplete(() -> tx.logSubject(role.removed(), person))
                .toSingleDefault(NoContent.NO_CONTENT));
  }

  private Completable requireAdministrator(OrganisationTx tx) {
    if (role != OrganisationRole.ADMINISTRATOR || tx.organisation().parentId() != null) {
      return Completable.complete();
    }
    return OrganisationRoleRepository.hasAdministrator(tx.tx(), tx.id())
        .flatMapCompletable(
            found ->
                found
                    ? Completable.complete()
                    : Completable.error(new Failure.Conflict("administrator.required", null)));
  }

  private static void requireAccount(RoleHolder person) {
    if (!person.canLogIn()) {
      throw OrganisationRoleRepository.invalid("account.missing");
    }
  }
}
