package no.samklang.access;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;

/**
 * A plan that nobody else changes until the transaction ends.
 *
 * @param type as in the contract
 * @param consentVersion the version of the consent and what it covers
 */
public record LockedPlan(
    int version, String type, String state, LocalDate startDate, int consentVersion) {
  static LockedPlan of(Row row) {
    return new LockedPlan(
        row.getInteger("version"),
        row.getString("type"),
        row.getString("state"),
        row.getLocalDate("start_date"),
        row.getInteger("consent_version"));
  }
}
