package no.samklang.access;

import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;

/**
 * A plan row locked until the transaction ends.
 *
 * @param type the contract's plan type
 * @param consentVersion the version of the consent and its scope
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
