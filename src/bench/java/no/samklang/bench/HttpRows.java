package no.samklang.bench;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Path;
import no.samklang.bench.Subjects.Work;

/** The rows that are requests and answers. */
final class HttpRows {
  private static final int[] CONNECTIONS = {1, Table.JUDGED, 64};
  private static final int ROUNDS = 3;
  // the compiler counts calls, not seconds
  private static final long WARM_UP_REQUESTS = 30_000;
  private static final int WARM_UP_RUNS = 12;
  private static final int WARM_UP_SECONDS = 5;
  // the notices that the service has yet to send must not be its load while the other is measured
  private static final String SETTLE =
      "update outbox set sent_at = now(), gathering = false where sent_at is null and next_at < now() + interval '1 hour'";
  private static final String A_MILLION_MORE =
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

  private final Options options;
  private final LargeDatabase database;
  private final Servers servers;
  private final Table table;

  HttpRows(Options options, LargeDatabase database, Servers servers, Table table) {
    this.options = options;
    this.database = database;
    this.servers = servers;
    this.table = table;
  }

  void measure(Subjects subjects) throws Exception {
    if (options.wants("list")) {
      row("list", "list my plans", subjects.list(), "0.6", "0.75");
    }
    if (options.wants("home")) {
      row("home", "open a start page", subjects.home(), "0.45", "0.65");
    }
    if (options.wants("unread")) {
      row("unread", "unread count", subjects.unread(), "0.7", "0.85");
    }
    if (options.wants("send")) {
      row("send", "send to 4, durable", subjects.send(), "0.45", "0.65");
    }
    if (options.wants("search")) {
      database.run(
          Subjects.A_HUNDRED_THOUSAND.formatted(
              database.one("select id from organisation where parent_id is null limit 1")));
      database.run("vacuum analyze person");
      row("search", "search 100,000 persons", subjects.search(), "", "");
    }
    if (options.wants("more")) {
      unreadOfMore(subjects);
    }
  }

  /** Whether the unread count costs the same however many messages there are. */
  private void unreadOfMore(Subjects subjects) throws Exception {
    double before = row("more", "unread count", subjects.unread(), "", "");
    database.run(A_MILLION_MORE);
    database.run("vacuum analyze message_recipient, mailbox");
    double after = row("more", "unread count, a million more", subjects.unread(), "", "");
    table.remark(
        "Unread count after a million more messages: %s of before; at least 0.80."
            .formatted(Table.ratio(after, before)));
  }

  /** Gives what the service did in a second at 16 connections. */
  @CanIgnoreReturnValue
  private double row(String name, String title, Work work, String least, String aim)
      throws Exception {
    Path folder = options.target().resolve("bench");
    Target service =
        new Target(
            servers.service(), Wrk.write(folder.resolve("service.requests"), work.service()));
    Target reference =
        new Target(
            servers.reference(), Wrk.write(folder.resolve("reference.requests"), work.reference()));
    warmUp(service);
    warmUp(reference);
    Profile profile = Profile.start(name, options, servers.service());
    double judged = 0;
    for (int connections : CONNECTIONS) {
      double perSecond = measure(title, connections, service, reference, least, aim);
      judged = connections == Table.JUDGED ? perSecond : judged;
    }
    profile.stop();
    return judged;
  }

  private void warmUp(Target target) throws IOException, InterruptedException {
    long requests = 0;
    for (int run = 0; run < WARM_UP_RUNS && requests < WARM_UP_REQUESTS; run++) {
      requests += Wrk.run(target, Table.JUDGED, WARM_UP_SECONDS).requests();
    }
    database.run(SETTLE);
  }

  /** The two in turn, so that both have the same of what else the machine does. */
  private double measure(
      String title, int connections, Target service, Target reference, String least, String aim)
      throws IOException, InterruptedException {
    Figures ofService = new Figures();
    Figures ofReference = new Figures();
    for (int round = 0; round < ROUNDS; round++) {
      run(service, connections, ofService);
      run(reference, connections, ofReference);
    }
    table.add(title, connections, ofService, ofReference, least, aim);
    Bench.say(
        "%s, %d connections: %.0f/s of %.0f µs, reference %.0f/s of %.0f µs"
            .formatted(
                title,
                connections,
                ofService.perSecond(),
                ofService.cpuOfServer(),
                ofReference.perSecond(),
                ofReference.cpuOfServer()));
    return ofService.perSecond();
  }

  private void run(Target target, int connections, Figures figures)
      throws IOException, InterruptedException {
    int seconds = Math.max(1, options.seconds() / ROUNDS);
    Cpu before = Cpu.of(target.server(), database.postmaster());
    Wrk.Outcome outcome = Wrk.run(target, connections, seconds);
    figures.add(outcome, Cpu.of(target.server(), database.postmaster()).since(before));
    database.run(SETTLE);
  }
}
