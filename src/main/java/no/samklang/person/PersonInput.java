package no.samklang.person;

import java.time.LocalDate;

/**
 * A person as it is written in a form (PERSON-2). {@link PersonRule} says what is good; what is
 * left out is null, or false.
 *
 * @param hidePhone keeps the phone from those who see the person across plans (PERSON-4)
 * @param limitSearch "begrens søk": keeps the person out of others' search
 */
public record PersonInput(
    String firstName,
    String lastName,
    LocalDate birthDate,
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

  /** Somebody of whom nothing more is known yet than how they are reached. */
  public static PersonInput of(
      String firstName, String lastName, LocalDate birthDate, String email, String mobile) {
    return new PersonInput(
        firstName, lastName, birthDate, null, null, email, mobile, null, null, null, null, null,
        null, null, null);
  }

  @Override
  public String toString() {
    return "PersonInput";
  }
}
