package no.samklang.participant;

import io.vertx.rxjava3.sqlclient.Row;

/**
 * The service that a participant stands for (PART-9); another person may take the place.
 *
 * @param organisation where the service belongs, or null
 */
public record RepresentedService(String name, String organisation) {
  public RepresentedService {
    name = name == null ? null : name.strip();
    organisation = Cards.blankToNull(organisation);
  }

  /** Reads the columns of {@code participant}; null for a participant who stands for nobody. */
  static RepresentedService of(Row row) {
    String name = row.getString("service_name");
    return name == null
        ? null
        : new RepresentedService(name, row.getString("service_organisation"));
  }

  @Override
  public String toString() {
    return "RepresentedService";
  }
}
