package no.samklang.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.rxjava3.sqlclient.Row;
import no.samklang.id.PersonId;

/**
 * A person found in the register: nothing but the fields across plans (PERSON-4).
 *
 * @param phone null when there is none or it is hidden; so is {@code mobile}
 * @param limited true for one whom only the municipality's administrator finds ("begrens søk"),
 *     else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchHit(
    PersonId personId,
    String firstName,
    String lastName,
    String workplace,
    String jobTitle,
    String phone,
    String mobile,
    String email,
    Boolean limited) {

  /** What {@link #of} reads, of a {@code person p}. */
  static final String COLUMNS =
      """
      p.id, p.first_name, p.last_name, p.workplace, p.job_title,
             case when not p.hide_phone then p.phone end as phone,
             case when not p.hide_mobile then p.mobile end as mobile, p.email, p.limit_search""";

  static SearchHit of(Row row) {
    return new SearchHit(
        new PersonId(row.getUUID("id")),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("workplace"),
        row.getString("job_title"),
        row.getString("phone"),
        row.getString("mobile"),
        row.getString("email"),
        row.getBoolean("limit_search") ? true : null);
  }

  @Override
  public String toString() {
    return "SearchHit " + personId;
  }
}
