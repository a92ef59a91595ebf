package no.samklang.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import no.samklang.id.PersonId;

/**
 * A person's data in the register (PERSON-2).
 *
 * @param dueDate of a child who isn't born yet
 * @param pictureVersion null when there is no picture
 * @param acrossPlans names of the fields shown in search and across plans (PERSON-4), without
 *     hidden numbers
 * @param addressBlock null for none, and for those who may not know of it (PERSON-13)
 * @param inPlan whether they take part in a plan, and so can't be deleted; null unless an
 *     administrator asks
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PersonCard(
    PersonId personId,
    int version,
    Integer pictureVersion,
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
    Boolean limitSearch,
    List<String> acrossPlans,
    AddressBlock addressBlock,
    Boolean inPlan) {
  private static final List<String> ACROSS_PLANS =
      List.of("firstName", "lastName", "workplace", "jobTitle", "phone", "mobile", "email");
  private static final Set<String> ADDRESS_FIELDS = Set.of("workplace", "phone", "mobile");

  /** Reads the columns of {@code person_card} and {@code shown_card}. */
  public static PersonCard of(Row row) {
    return new PersonCard(
        new PersonId(row.getUUID("person_id")),
        row.getInteger("person_version"),
        row.getInteger("picture_version"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getLocalDate("birth_date"),
        row.getLocalDate("due_date"),
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
        acrossPlans(row),
        AddressBlock.of(row.getString("address_block")),
        null);
  }

  private static List<String> acrossPlans(Row row) {
    Set<String> hidden = new HashSet<>();
    if (row.getBoolean("hide_phone")) {
      hidden.add("phone");
    }
    if (row.getBoolean("hide_mobile")) {
      hidden.add("mobile");
    }
    AddressBlock block = AddressBlock.of(row.getString("address_block"));
    if (block != null) {
      hidden.addAll(ADDRESS_FIELDS);
    }
    return block == AddressBlock.STRICTLY_CONFIDENTIAL
        ? List.of()
        : ACROSS_PLANS.stream().filter(field -> !hidden.contains(field)).toList();
  }

  /** The editable fields with their current values. */
  PersonInput toInput() {
    return new PersonInput(
        firstName,
        lastName,
        birthDate,
        dueDate,
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

  /** The card without the private fields (PERSON-4). */
  public PersonCard acrossPlansOnly() {
    return new PersonCard(
        personId,
        version,
        pictureVersion,
        firstName,
        lastName,
        null,
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
        acrossPlans,
        addressBlock,
        null);
  }

  /** The card for an administrator. */
  PersonCard withInPlan(boolean isInPlan) {
    return new PersonCard(
        personId,
        version,
        pictureVersion,
        firstName,
        lastName,
        birthDate,
        dueDate,
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
        limitSearch,
        acrossPlans,
        addressBlock,
        isInPlan);
  }

  @Override
  public String toString() {
    return "PersonCard " + personId;
  }
}
