package no.samklang.bench;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Path;
import no.samklang.bench.HttpWorkload.BenchWork;

/** Rows of HTTP requests. */
final class HttpBenchmarks {
  private static final int[] CONNECTIONS = {1, ResultTable.COMPARED_CONNECTIONS, 64};
  private static final int ROUNDS = 3;
  // by requests, since the JIT compiler counts calls, not seconds
  private static final int WARM_UP_SECONDS = 5;
  // prevents the service from sending notices while the reference is measured
  private static final String SETTLE_TIME =
      "update outbox set sent_at = now(), gathering = false where sent_at is null and next_at <"
          + " now() + interval '1 hour'";
  private static final String MILLION_MESSAGES =
      """
      with made as (
        insert into message (id, plan_id, sender_id, kind, subject, body, created_at, updated_at, sent_at)
        select gen_random_uuid(), p.plan_id, p.id, 'MESSAGE', 'En til', 'Oppdiktet', at, at, at
          from (select participant.id, plan_id, now() - n * interval '1 second' as at
                  from participant, generate_series(1, 25) as n) p
        returning id, sender_id, sent_at
      ), received as (
        insert into message_recipient (message_id, participant_id, position, sent_at)
        select id, sender_id, 1, sent_at from made returning participant_id
      )
      insert into mailbox as mb (participant_id, unread)
      select participant_id, count(*) from received group by participant_id
      on conflict (participant_id) do update set unread = mb.unread + excluded.unread""";

  private final BenchOptions options;
  private final LargeDatabase database;
  private final ComparedServers servers;
  private final ResultTable table;

  HttpBenchmarks(
      BenchOptions options, LargeDatabase database, ComparedServers servers, ResultTable table) {
    this.options = options;
    this.database = database;
    this.servers = servers;
    this.table = table;
  }

  void measure(HttpWorkload subjects) throws Exception {
    if (options.includes("list")) {
      row("list", "list my plans", subjects.list(), "0.6", "0.75");
    }
    if (options.includes("home")) {
      row("home", "open a start page", subjects.home(), "0.45", "0.65");
    }
    if (options.includes("unread")) {
      row("unread", "unread count", subjects.unread(), "0.7", "0.85");
    }
    if (options.includes("overview")) {
      row("overview", "what waits in all plans", subjects.overview(), "", "");
    }
    if (options.includes("send")) {
      row("send", "send to 4, durable", subjects.send(), "0.45", "0.65");
    }
    if (options.includes("goals")) {
      row("goals", "read a plan's goals", subjects.goals(), "0.5", "0.7");
    }
    if (options.includes("comment")) {
      row("comment", "comment, durable", subjects.comment(), "0.45", "0.65");
    }
    if (options.includes("calendar")) {
      database.run(HttpWorkload.TWO_HUNDRED_SERIES);
      database.run("vacuum analyze calendar_event");
      row("calendar", "read a month of 200 series", subjects.calendar(), "", "");
    }
    if (options.includes("search")) {
      database.run(
          HttpWorkload.HUNDRED_THOUSAND_PERSONS.formatted(
              database.one("select id from organisation where parent_id is null limit 1")));
      database.run("vacuum analyze person");
      row("search", "search 100,000 persons", subjects.search(), "", "");
    }
    if (options.includes("messages")) {
      database.run(HttpWorkload.TEN_THOUSAND_MESSAGES);
      database.run("vacuum analyze message, message_recipient");
      row("messages", "search 10,000 own messages", subjects.messageSearch(), "", "");
    }
    if (options.includes("documents")) {
      new DocumentBenchmark(options, database, servers, table).measure(subjects);
    }
    if (options.includes("feed")) {
      new FeedBenchmark(database, servers.service(), table).measure(subjects);
    }
    if (options.includes("more")) {
      unreadAmongMillion(subjects);
    }
  }

  /** Checks that the cost of the unread count doesn't depend on the number of messages. */
  private void unreadAmongMillion(HttpWorkload subjects) throws Exception {
    double before = row("more", "unread count", subjects.unread(), "", "");
    database.run(MILLION_MESSAGES);
    database.run("vacuum analyze message_recipient, mailbox");
    double after = row("more", "unread count, a million more", subjects.unread(), "", "");
    table.targets(
        "Unread count after a million more messages: %s of before; at least 0.80."
            .formatted(ResultTable.ratio(after, before)));
  }

  /** Returns the service's requests per second at 16 connections. */
  @CanIgnoreReturnValue
  private double row(String name, String title, BenchWork work, String least, String aim)
      throws Exception {
    Path folder = options.target().resolve("bench");
    LoadTarget service =
        new LoadTarget(
            servers.service(), Wrk.write(folder.resolve("service.requests"), work.service()));
    LoadTarget reference =
        new LoadTarget(
            servers.reference(), Wrk.write(folder.resolve("reference.requests"), work.reference()));
    warmUp(service);
    warmUp(reference);
    StackSampler profile = StackSampler.start(name, options, servers.service());
    double judged = 0;
    for (int connections : CONNECTIONS) {
      double perSecond = measure(title, connections, service, reference, least, aim);
      judged = connections == ResultTable.COMPARED_CONNECTIONS ? perSecond : judged;
    }
    profile.stop();
    return judged;
  }

  private void warmUp(LoadTarget target) throws IOException, InterruptedException {
    WarmUp.run(
        target.server(),
        database.postmaster(),
        () -> Wrk.run(target, ResultTable.COMPARED_CONNECTIONS, WARM_UP_SECONDS));
    database.run(SETTLE_TIME);
  }

  /** Measures both servers alternately, so that other load affects both equally. */
  private double measure(
      String title,
      int connections,
      LoadTarget service,
      LoadTarget reference,
      String least,
      String aim)
      throws IOException, InterruptedException {
    Measurement ofService = new Measurement();
    Measurement ofReference = new Measurement();
    for (int round = 0; round < ROUNDS; round++) {
      run(service, connections, ofService);
      run(reference, connections, ofReference);
    }
    table.add(title, connections, ofService, ofReference, least, aim);
    Bench.print(
        "%s, %d connections: %.0f/s of %.0f µs, reference %.0f/s of %.0f µs"
            .formatted(
                title,
                connections,
                ofService.perSecond(),
                ofService.serverCpu(),
                ofReference.perSecond(),
                ofReference.serverCpu()));
    return ofService.perSecond();
  }

  private void run(LoadTarget target, int connections, Measurement figures)
      throws IOException, InterruptedException {
    int seconds = Math.max(1, options.seconds() / ROUNDS);
    CpuTime before = CpuTime.of(target.server(), database.postmaster());
    Wrk.WrkResult outcome = Wrk.run(target, connections, seconds);
    figures.add(outcome, CpuTime.of(target.server(), database.postmaster()).since(before));
    database.run(SETTLE_TIME);
  }
}
