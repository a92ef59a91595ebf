package no.samklang.demo;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.samklang.access.Role;
import no.samklang.demo.DemoStory.StoryHelpContact;
import no.samklang.demo.DemoStory.StoryLogin;
import no.samklang.demo.DemoStory.StoryMunicipality;
import no.samklang.demo.DemoStory.StoryPerson;
import no.samklang.demo.DemoStory.StoryTemplate;
import no.samklang.id.NewId;

/** Creates the rows of organisations, persons and accounts. */
final class PersonRowFactory {
  private final DemoInserter inserter;
  private final StoryDates dates;
  private final Map<String, String> passwordHashes;
  private final StoryIds organisationIds = new StoryIds();
  private final StoryIds personIds = new StoryIds();

  /**
   * @param passwordHashes by user name
   */
  PersonRowFactory(DemoInserter inserter, StoryDates dates, Map<String, String> passwordHashes) {
    this.inserter = inserter;
    this.dates = dates;
    this.passwordHashes = passwordHashes;
  }

  void add(DemoStory story) {
    story.municipalities().forEach(this::addMunicipality);
    addPersons(story.persons());
  }

  void addPersons(Map<String, StoryPerson> persons) {
    persons.forEach(this::addPerson);
  }

  /** Municipalities and units. */
  StoryIds organisationIds() {
    return organisationIds;
  }

  StoryIds personIds() {
    return personIds;
  }

  private void addMunicipality(String key, StoryMunicipality municipality) {
    UUID id = organisationIds.add(key, NewId.random());
    inserter.add(new DemoRows.OrganisationRow(id, null, id, municipality.name()));
    municipality.units().forEach((unit, name) -> addUnit(unit, id, name));
    List<StoryHelpContact> contacts =
        municipality.contacts() == null ? List.of() : municipality.contacts();
    for (StoryHelpContact contact : contacts) {
      inserter.add(
          new DemoRows.HelpContactRow(
              id,
              contacts.indexOf(contact) + 1,
              contact.name(),
              contact.phone(),
              contact.email(),
              contact.hours()));
    }
    addDecisions(id, municipality);
  }

  /** The templates of a municipality, and the rights at the start that units have of their own. */
  private void addDecisions(UUID id, StoryMunicipality municipality) {
    if (municipality.templates() != null) {
      municipality.templates().forEach(template -> addTemplate(id, template));
    }
    if (municipality.roleRights() != null) {
      municipality.roleRights().forEach(this::addRoleRights);
    }
  }

  private void addTemplate(UUID organisation, StoryTemplate template) {
    inserter.add(
        new DemoRows.GoalTemplateRow(
            NewId.random(),
            organisation,
            template.name(),
            template.planType(),
            template.goals(),
            dates.noon(-60),
            1));
  }

  private void addRoleRights(String unit, Map<Role, Map<String, Object>> byRole) {
    byRole.forEach(
        (role, rights) ->
            inserter.add(
                new DemoRows.OrganisationRoleRightsRow(organisationIds.get(unit), role, rights)));
  }

  private void addUnit(String key, UUID municipality, String name) {
    UUID id = organisationIds.add(key, NewId.random());
    inserter.add(new DemoRows.OrganisationRow(id, municipality, municipality, name));
  }

  private void addPerson(String key, StoryPerson person) {
    UUID id = personIds.add(key, NewId.random());
    inserter.add(person(id, person));
    if (person.administers() != null) {
      UUID organisation = organisationIds.get(person.administers());
      inserter.add(new DemoRows.OrganisationAdminRow(organisation, id));
    }
    if (person.createsPlansIn() != null) {
      inserter.add(new DemoRows.PlanCreatorRow(organisationIds.get(person.createsPlansIn()), id));
    }
    if (person.login() != null) {
      inserter.add(account(id, key, person.login()));
    }
  }

  private DemoRows.PersonRow person(UUID id, StoryPerson person) {
    return new DemoRows.PersonRow(
        id,
        organisationIds.get(person.municipality()),
        person.firstName(),
        person.lastName(),
        person.born(),
        person.workplace(),
        person.jobTitle(),
        person.email(),
        person.mobile());
  }

  private DemoRows.AccountRow account(UUID person, String username, StoryLogin login) {
    return new DemoRows.AccountRow(
        person,
        username,
        "CHOSEN",
        passwordHashes.get(username),
        login.codeBy(),
        login.terms(),
        dates.time(login.invited() == null ? login.previous() : login.invited()),
        dates.time(login.last()),
        dates.time(login.previous()),
        true);
  }
}
