package no.samklang.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The calendar feed of a person in at least twenty plans with 20 series each (CAL-3): written anew
 * after a change, and asked for when nothing has changed.
 */
final class FeedBenchmark {
  private static final int WARM_UP = 8;
  private static final int CHANGES = 20;
  private static final String COORDINATOR =
      """
      select md5('bench' || person_id)::uuid, person_id, min(plan_id::text)
        from participant p join plan pl on pl.id = p.plan_id and pl.state = 'ACTIVE'
       where p.role = 'COORDINATOR' group by person_id having count(*) >= 20 order by person_id limit 1""";
  private static final String SERIES =
      """
      insert into calendar_event (id, plan_id, title, place, description, all_day, starts_at, ends_at, rrule, created_by, created_at,
                                  changed_by, changed_at)
      select gen_random_uuid(), p.plan_id, 'Svømming ' || n, 'Svømmehallen', '', false, started.at, started.at + interval '1 hour',
             'FREQ=WEEKLY', p.id, now(), p.id, now()
        from participant p
       cross join generate_series(1, 20) as n
       cross join lateral (select date_trunc('day', now()) - n * interval '1 day' + interval '12 hours' as at) started
       where p.person_id = '%s' and p.role = 'COORDINATOR'""";

  private final LargeDatabase database;
  private final ChildProcess service;
  private final ResultTable table;

  FeedBenchmark(LargeDatabase database, ChildProcess service, ResultTable table) {
    this.database = database;
    this.service = service;
    this.table = table;
  }

  void measure(HttpWorkload subjects) throws IOException, InterruptedException {
    List<String> row = database.rows(COORDINATOR).get(0);
    database.run(SERIES.formatted(row.get(1)));
    PersonClient person = new PersonClient(service, subjects.token(row.get(0)));
    String calendar = "/api/v1/plans/%s/calendar".formatted(row.get(2));
    String feed = feed(person);
    Histogram written = new Histogram(3);
    Histogram unchanged = new Histogram(3);
    for (int i = -WARM_UP; i < CHANGES; i++) {
      String key = "bench-feed-%d".formatted(i);
      person.send("POST", calendar, HttpWorkload.EVENT, 201, "Idempotency-Key", key);
      long start = System.nanoTime();
      HttpResponse<byte[]> answer = person.send("GET", feed, "", 200);
      long between = System.nanoTime();
      String etag = answer.headers().firstValue("ETag").orElseThrow();
      person.send("GET", feed, "", 304, "If-None-Match", etag);
      if (i >= 0) {
        written.recordValue(between - start);
        unchanged.recordValue(System.nanoTime() - between);
      }
    }
    table.note("feed of 20 plans after a change", times(written), "", "", "100 ms", "");
    table.note("feed of 20 plans, nothing changed", times(unchanged), "", "", "", "");
  }

  private static String feed(PersonClient person) throws IOException, InterruptedException {
    byte[] made =
        person.send("POST", "/api/v1/me/calendar-feed", "{\"busyOnly\":false}", 201).body();
    return URI.create(new JsonObject(Buffer.buffer(made)).getString("url")).getPath();
  }

  private static String times(Histogram times) {
    return "p50 %.1f ms, p99 %.1f ms"
        .formatted(times.getValueAtPercentile(50) / 1e6, times.getValueAtPercentile(99) / 1e6);
  }
}
