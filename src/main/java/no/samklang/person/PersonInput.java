package no.samklang.person;

import java.time.LocalDate;

/**
 * A person's data as entered in a form (PERSON-2), validated by {@link PersonPolicy}. Omitted
 * fields are null or false.
 *
 * @param dueDate of a child who isn't born yet, instead of the birth date
 * @param hidePhone whether the phone is hidden in search and across plans (PERSON-4)
 * @param limitSearch "begrens søk": only administrators find the person by search
 */
public record PersonInput(
    String firstName,
    String lastName,
    LocalDate birthDate,
    LocalDate dueDate,
    String workplace,
    String jobTitle,
    String email,
    String mobile,
    String phone,
    String fax,
    Boolean hidePhone,
    Boolean hideMobile,
    String street,
    String postcode,
    String city,
    Boolean limitSearch) {

  public PersonInput {
    hidePhone = Boolean.TRUE.equals(hidePhone);
    hideMobile = Boolean.TRUE.equals(hideMobile);
    limitSearch = Boolean.TRUE.equals(limitSearch);
  }

  /** A person with name, birth date and contact details only. */
  public static PersonInput of(
      String firstName, String lastName, LocalDate birthDate, String email, String mobile) {
    return new PersonInput(
        firstName, lastName, birthDate, null, null, null, email, mobile, null, null, null, null,
        null, null, null, null);
  }

  /** The same with other addresses; null for none. */
  PersonInput withAddresses(String newEmail, String newMobile) {
    return new PersonInput(
        firstName,
        lastName,
        birthDate,
        dueDate,
        workplace,
        jobTitle,
        newEmail,
        newMobile,
        phone,
        fax,
        hidePhone,
        hideMobile,
        street,
        postcode,
        city,
        limitSearch);
  }

  @Override
  public String toString() {
    return "PersonInput";
  }
}
