package no.samklang.organisation.contact;

import java.util.List;

/** Whom to ask for help (ORG-1), as in the contract. */
final class HelpContacts {
  private HelpContacts() {}

  /**
   * @param phone empty if none, as {@code email} and {@code hours}; one of phone and e-mail is
   *     there
   * @param hours when they answer
   */
  record HelpContact(String name, String phone, String email, String hours) {}

  /**
   * @param version of the organisation, for {@code If-Match}
   */
  record OwnContacts(List<HelpContact> items, int version) {}

  /** The contacts in order, whom to ask first first. */
  record ContactsInput(List<HelpContact> items) {}

  /** The contacts of an organisation by name. */
  record OrganisationContacts(String organisation, List<HelpContact> contacts) {}

  record ContactList(List<OrganisationContacts> items, int total) {}
}
