package no.samklang.organisation.contact;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import no.samklang.access.AccessPolicy;
import no.samklang.contact.EmailAddress;
import no.samklang.db.Database;
import no.samklang.error.Failure;
import no.samklang.error.Failure.FieldError;
import no.samklang.operation.Command;
import no.samklang.organisation.OrganisationCommands;
import no.samklang.organisation.OrganisationEvent;
import no.samklang.organisation.contact.HelpContacts.ContactList;
import no.samklang.organisation.contact.HelpContacts.ContactsInput;
import no.samklang.organisation.contact.HelpContacts.HelpContact;
import no.samklang.organisation.contact.HelpContacts.OwnContacts;

/** Local help contacts (ORG-1), shown in help and to those who can't log in (LOGIN-9, HELP-1). */
@CheckReturnValue
final class HelpContactService {
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ]{2,18}");

  private final Database db;
  private final OrganisationCommands commands;
  private final AccessPolicy access;
  private final HelpContactRepository repository = new HelpContactRepository();

  HelpContactService(Database db, Clock clock, OrganisationCommands commands) {
    this.db = db;
    this.commands = commands;
    this.access = new AccessPolicy(clock);
  }

  /** The general contact of each municipality; for everyone, without login. */
  Single<ContactList> general(Command<Void> command) {
    return repository.general(db).map(items -> new ContactList(items, items.size()));
  }

  /** The contacts of the units of the caller's plans and of those above them, the nearest first. */
  Single<ContactList> concerned(Command<Void> command) {
    return repository
        .concerned(db, command.caller(), access.today())
        .map(items -> new ContactList(items, items.size()));
  }

  /** The contacts of an organisation, for its administrator. */
  Single<OwnContacts> get(Command<Void> command) {
    return commands
        .requireAdministered(command)
        .flatMap(
            organisation ->
                repository
                    .own(db, organisation.id())
                    .map(items -> new OwnContacts(items, organisation.version())));
  }

  /**
   * Replaces the contacts. Fails with {@code contacts.invalid}, and with {@code version.stale} and
   * the current contacts.
   */
  Single<OwnContacts> change(Command<ContactsInput> command) {
    List<HelpContact> contacts =
        command.body().items().stream().map(HelpContactService::stripped).toList();
    validate(contacts);
    return commands.run(
        command,
        tx ->
            repository
                .own(tx.tx(), tx.id())
                .map(items -> new OwnContacts(items, tx.organisation().version()))
                .doOnSuccess(
                    current -> {
                      if (current.version() != command.ifMatch()) {
                        throw new Failure.Conflict("version.stale", current);
                      }
                    })
                .flatMapCompletable(current -> repository.replace(tx, contacts))
                .doOnComplete(() -> tx.log(OrganisationEvent.CONTACTS_CHANGED))
                .toSingleDefault(new OwnContacts(contacts, tx.organisation().version() + 1)));
  }

  private static HelpContact stripped(HelpContact contact) {
    String email = contact.email() == null ? "" : contact.email();
    return new HelpContact(
        contact.name().strip(),
        contact.phone() == null ? "" : contact.phone().strip(),
        EmailAddress.parse(email).map(EmailAddress::written).orElse(email.strip()),
        contact.hours() == null ? "" : contact.hours().strip());
  }

  private static void validate(List<HelpContact> contacts) {
    List<FieldError> errors = new ArrayList<>();
    IntStream.range(0, contacts.size())
        .forEach(index -> validate(contacts.get(index), "items." + index + ".", errors));
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("contacts.invalid", errors);
    }
  }

  private static void validate(HelpContact contact, String prefix, List<FieldError> errors) {
    if (contact.name().isEmpty()) {
      errors.add(new FieldError(prefix + "name", "required"));
    }
    if (contact.phone().isEmpty() && contact.email().isEmpty()) {
      errors.add(new FieldError(prefix + "phone", "contact.phoneOrEmail"));
    }
    if (!contact.phone().isEmpty() && !PHONE.matcher(contact.phone()).matches()) {
      errors.add(new FieldError(prefix + "phone", "contact.phone"));
    }
    if (!contact.email().isEmpty() && EmailAddress.parse(contact.email()).isEmpty()) {
      errors.add(new FieldError(prefix + "email", "email.invalid"));
    }
  }
}
