package no.samklang.retention;

import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.time.Instant;
import no.samklang.db.Database;

/**
 * What is deleted when it is due (LAW-3).
 *
 * @param kind for the logs: "form drafts"
 * @param age at which it is due; zero for what holds the time of its end itself
 */
public record RetentionRule(String kind, Duration age, BatchDelete deletion) {
  /** Deletes one batch. */
  @FunctionalInterface
  public interface BatchDelete {
    /**
     * @param before what is from before this time is due
     * @param limit about as many at most
     * @return how many were deleted
     */
    Single<Integer> delete(Database db, Instant before, int limit);
  }
}
