package no.samklang.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import no.samklang.id.PersonId;

/**
 * A person as the register has it (PERSON-2).
 *
 * @param pictureVersion null when there is no picture
 * @param acrossPlans the fields that everyone sees who finds the person by name (PERSON-4); a
 *     hidden number isn't among them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PersonCard(
    PersonId personId,
    int version,
    Integer pictureVersion,
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
    Boolean limitSearch,
    List<String> acrossPlans) {
  /** Reads the columns of {@code person_card}. */
  public static PersonCard of(Row row) {
    return new PersonCard(
        new PersonId(row.getUUID("person_id")),
        row.getInteger("person_version"),
        row.getInteger("picture_version"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getLocalDate("birth_date"),
        row.getString("workplace"),
        row.getString("job_title"),
        row.getString("email"),
        row.getString("mobile"),
        row.getString("phone"),
        row.getString("fax"),
        row.getBoolean("hide_phone"),
        row.getBoolean("hide_mobile"),
        row.getString("street"),
        row.getString("postcode"),
        row.getString("city"),
        row.getBoolean("limit_search"),
        acrossPlans(row.getBoolean("hide_phone"), row.getBoolean("hide_mobile")));
  }

  private static List<String> acrossPlans(boolean hidePhone, boolean hideMobile) {
    return Stream.of("firstName", "lastName", "workplace", "jobTitle", "phone", "mobile", "email")
        .filter(field -> !(hidePhone && field.equals("phone")))
        .filter(field -> !(hideMobile && field.equals("mobile")))
        .toList();
  }

  /** What may be written, as it is. */
  PersonInput input() {
    return new PersonInput(
        firstName,
        lastName,
        birthDate,
        workplace,
        jobTitle,
        email,
        mobile,
        phone,
        fax,
        hidePhone,
        hideMobile,
        street,
        postcode,
        city,
        limitSearch);
  }

  /** The card as others see it who may not see the private fields (PERSON-4). */
  public PersonCard acrossPlansOnly() {
    return new PersonCard(
        personId,
        version,
        pictureVersion,
        firstName,
        lastName,
        null,
        workplace,
        jobTitle,
        email,
        Boolean.TRUE.equals(hideMobile) ? null : mobile,
        Boolean.TRUE.equals(hidePhone) ? null : phone,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        acrossPlans);
  }

  @Override
  public String toString() {
    return "PersonCard " + personId;
  }
}
