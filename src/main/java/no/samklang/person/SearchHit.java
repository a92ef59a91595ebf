package no.samklang.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.rxjava3.sqlclient.Row;
import no.samklang.id.PersonId;

/**
 * A person found by search, with the fields shown across plans (PERSON-4, PERSON-13).
 *
 * @param phone null when absent or hidden, as {@code mobile} and {@code workplace}
 * @param limited true for a person whom only administrators find ("begrens søk"), else null
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

  /**
   * The columns that {@link #of} reads, from {@code person p}; parameters {@code caller} and {@code
   * today}.
   */
  static final String COLUMNS =
      """
      p.id, p.first_name, p.last_name, p.job_title, p.email, p.limit_search, shown.workplace,
             case when not p.hide_phone then shown.phone end as phone,
             case when not p.hide_mobile then shown.mobile end as mobile""";

  /** The source of {@link #COLUMNS}, joined to {@code person p}. */
  static final String JOIN =
      "left join lateral shown_card(p.id, #{caller}, #{today}) shown on true";

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
