package no.samklang.bench;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import io.vertx.rxjava3.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import no.samklang.bus.Caller;
import no.samklang.db.Sql;
import no.samklang.id.OrganisationId;
import no.samklang.id.PersonId;
import no.samklang.id.PlanId;
import no.samklang.id.SessionId;
import no.samklang.log.AccessLog;

/**
 * A statement that the product runs, got by asking the product's own store with a database that
 * only listens: so the reference always runs the very same SQL.
 */
public record Statement(String sql, List<Object> arguments) {
  private static final PersonId PERSON = new PersonId(new UUID(1, 1));
  private static final SessionId SESSION = new SessionId(new UUID(1, 2));

  /** The plan that a store is asked about. */
  public static final PlanId PLAN = new PlanId(new UUID(1, 3));

  /** The one who asks. */
  public static final Caller CALLER =
      new Caller(PERSON, SESSION, new OrganisationId(new UUID(1, 4)));

  /** The name that a store is asked about, which also stands within other arguments. */
  public static final String NAME = "navnet";

  /** Notes nothing: what only listens is never shown a row. */
  public static final AccessLog UNSEEN = new AccessLog(null, Clock.systemUTC());

  /** Listens to what a store runs first. */
  @SuppressWarnings("CheckReturnValue") // it never ends
  public static Statement of(Function<Sql, Single<?>> store) {
    Listener listener = new Listener();
    store.apply(listener).subscribe(rows -> {}, failure -> {});
    if (listener.heard == null) {
      throw new IllegalStateException("The store ran nothing");
    }
    return listener.heard;
  }

  /** The arguments, with these in the places of {@link #PLAN} and {@link #CALLER}. */
  Tuple with(UUID plan, UUID person, UUID session) {
    Map<Object, Object> put =
        Map.of(PLAN.value(), plan, PERSON.value(), person, SESSION.value(), session);
    Object[] values =
        arguments.stream().map(given -> given == null ? null : replaced(given, put)).toArray();
    return Tuple.wrap(values);
  }

  /** The arguments of a search, with these in the places of {@link #CALLER} and {@link #NAME}. */
  Tuple with(UUID person, UUID municipality, String name) {
    Map<Object, Object> put =
        Map.of(PERSON.value(), person, CALLER.municipality().value(), municipality);
    Object[] values =
        arguments.stream()
            .map(given -> given instanceof String text ? text.replace(NAME, name) : given)
            .map(given -> given == null ? null : replaced(given, put))
            .toArray();
    return Tuple.wrap(values);
  }

  private static Object replaced(Object given, Map<Object, Object> put) {
    return given instanceof UUID[] ids
        ? Arrays.stream(ids).map(id -> put.getOrDefault(id, id)).toArray(UUID[]::new)
        : put.getOrDefault(given, given);
  }

  private static Object argument(Object given) {
    return given instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : given;
  }

  private static final class Listener implements Sql {
    private Statement heard;

    @Override
    public Single<RowSet<Row>> run(String sql, Object... args) {
      if (heard == null) {
        heard = new Statement(sql, Arrays.stream(args).map(Statement::argument).toList());
      }
      return Single.never();
    }
  }
}
