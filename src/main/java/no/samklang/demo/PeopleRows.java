package no.samklang.demo;

import java.util.Map;
import java.util.UUID;
import no.samklang.demo.Story.Login;
import no.samklang.demo.Story.Municipality;
import no.samklang.demo.Story.Person;
import no.samklang.id.NewId;

/** Makes the rows of organisations, persons and accounts. */
final class PeopleRows {
  private final Inserts inserts;
  private final Days days;
  private final Map<String, String> passwordHashes;
  private final Ids organisations = new Ids();
  private final Ids persons = new Ids();

  /**
   * @param passwordHashes by user name
   */
  PeopleRows(Inserts inserts, Days days, Map<String, String> passwordHashes) {
    this.inserts = inserts;
    this.days = days;
    this.passwordHashes = passwordHashes;
  }

  void add(Story story) {
    story.municipalities().forEach(this::addMunicipality);
    story.persons().forEach(this::addPerson);
  }

  /** Municipalities and units. */
  Ids organisations() {
    return organisations;
  }

  Ids persons() {
    return persons;
  }

  private void addMunicipality(String key, Municipality municipality) {
    UUID id = organisations.add(key, NewId.unguessable());
    inserts.add(new Rows.Organisation(id, null, id, municipality.name()));
    municipality.units().forEach((unit, name) -> addUnit(unit, id, name));
  }

  private void addUnit(String key, UUID municipality, String name) {
    UUID id = organisations.add(key, NewId.unguessable());
    inserts.add(new Rows.Organisation(id, municipality, municipality, name));
  }

  private void addPerson(String key, Person person) {
    UUID id = persons.add(key, NewId.unguessable());
    inserts.add(person(id, person));
    if (person.administers() != null) {
      UUID organisation = organisations.get(person.administers());
      inserts.add(new Rows.OrganisationAdmin(organisation, id));
    }
    if (person.createsPlansIn() != null) {
      inserts.add(new Rows.PlanCreator(organisations.get(person.createsPlansIn()), id));
    }
    if (person.login() != null) {
      inserts.add(account(id, key, person.login()));
    }
  }

  private Rows.Person person(UUID id, Person person) {
    return new Rows.Person(
        id,
        organisations.get(person.municipality()),
        person.firstName(),
        person.lastName(),
        person.born(),
        person.workplace(),
        person.jobTitle(),
        person.email(),
        person.mobile());
  }

  private Rows.Account account(UUID person, String username, Login login) {
    return new Rows.Account(
        person,
        username,
        "CHOSEN",
        passwordHashes.get(username),
        login.codeBy(),
        login.terms(),
        days.time(login.last()),
        days.time(login.previous()));
  }
}
