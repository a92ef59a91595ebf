package no.samklang.bench;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import no.samklang.bench.LiveSockets.SocketHandshake;

/** Sockets to open, and requests whose events are pushed to them. */
final class SocketWorkload {
  static final int SOCKETS = Integer.getInteger("bench.sockets", 10_000);

  // each person once, with one of their plans
  private static final String ONE_PARTICIPANT_PER_PERSON =
      "select distinct on (person_id) person_id, id, plan_id from participant order by person_id, id limit "
          + SOCKETS;
  private static final String PAGES =
      "select md5('bench' || person_id)::uuid, id from (%s) one"
          .formatted(ONE_PARTICIPANT_PER_PERSON);
  private static final String SENDERS =
      """
      select md5('bench' || s.person_id)::uuid, s.plan_id, s.id, one.id
        from (%s) one
        join participant s on s.plan_id = one.plan_id and s.id <> one.id and s.role = 'COORDINATOR'
        join plan on plan.id = one.plan_id and plan.state = 'ACTIVE'
        join consent c on c.plan_id = one.plan_id and c.ended_at is null and c.valid_until > current_date + 1
       order by md5(one.id::text) limit 500"""
          .formatted(ONE_PARTICIPANT_PER_PERSON);
  private static final String GROUP =
      """
      select md5('bench' || p.person_id)::uuid, p.id, p.plan_id, plan.version
        from participant p join plan on plan.id = p.plan_id
       where p.plan_id = (select p.plan_id from plan p2 join consent c on c.plan_id = p2.id and c.ended_at is null
                           join participant p on p.plan_id = p2.id
                           where p2.state = 'ACTIVE' and c.valid_until > current_date + 1 order by p2.id limit 1)
       order by p.role = 'OWNER' desc""";

  private final LargeDatabase database;
  private final HttpWorkload subjects;

  SocketWorkload(LargeDatabase database, HttpWorkload subjects) {
    this.database = database;
    this.subjects = subjects;
  }

  /** Handshakes of the same pages at the service and at the reference. */
  record OpenedPages(List<SocketHandshake> service, List<SocketHandshake> reference) {}

  /** One page for each of 10,000 persons. */
  OpenedPages ofEachPerson() {
    return pages(database.rows(PAGES));
  }

  /** 10,000 pages of the eight participants of one plan. */
  OpenedPages ofOneGroup() {
    List<List<String>> group = database.rows(GROUP);
    return pages(IntStream.range(0, SOCKETS).mapToObj(i -> group.get(i % group.size())).toList());
  }

  private OpenedPages pages(List<List<String>> who) {
    return new OpenedPages(
        who.stream()
            .map(row -> new SocketHandshake("/api/v1/live", subjects.cookie(row.get(0))))
            .toList(),
        who.stream().map(row -> new SocketHandshake("/" + row.get(1), "")).toList());
  }

  /** Messages to one participant each. */
  SocketBenchmarks.SocketWork messages() {
    HttpWorkload.BenchWork sends =
        subjects.sends(
            database.rows(SENDERS).stream()
                .map(row -> List.of(row.get(0), "", row.get(1), row.get(2), row.get(3)))
                .toList());
    return new SocketBenchmarks.SocketWork(cycle(sends.service()), cycle(sends.reference()));
  }

  /** Changes of the plan, pushed to all of its pages. */
  SocketBenchmarks.SocketWork changes() {
    List<String> owner = database.rows(GROUP).get(0);
    int[] version = {Integer.parseInt(owner.get(3))};
    String plan = owner.get(2);
    String cookie = subjects.cookie(owner.get(0));
    return new SocketBenchmarks.SocketWork(
        () -> status(plan, cookie, version[0]++),
        () -> Buffer.buffer(HttpWorkload.post("/c/" + plan, "", "")));
  }

  private static Buffer status(String plan, String cookie, int version) {
    String headers =
        cookie + "X-Requested-With: samklang\r\nIf-Match: \"%d\"\r\n".formatted(version);
    String post =
        HttpWorkload.post(
            "/api/v1/plans/" + plan + "/status", headers, "{\"text\":\"Det går bra\"}");
    return Buffer.buffer("PUT" + post.substring("POST".length()));
  }

  /** Cycles through the requests, each with a unique key. */
  private static Supplier<Buffer> cycle(List<String> requests) {
    long[] next = {System.nanoTime()};
    return () -> {
      long key = next[0]++;
      String request = requests.get((int) (key % requests.size()));
      return Buffer.buffer(request.replace(Wrk.KEY, "%020d".formatted(key)));
    };
  }
}
