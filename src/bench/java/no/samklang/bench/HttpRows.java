package no.samklang.bench;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import no.samklang.bench.Load.Outcome;
import no.samklang.bench.Subjects.Work;

/** The rows that are requests and answers. */
final class HttpRows {
  private static final int[] CONNECTIONS = {1, 16, 64};
  private static final int ROUNDS = 3;
  private static final int WARM_UP_CONNECTIONS = 16;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
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
  private final Load load;
  private final Table table;

  HttpRows(Options options, LargeDatabase database, Servers servers, Load load, Table table) {
    this.options = options;
    this.database = database;
    this.servers = servers;
    this.load = load;
    this.table = table;
  }

  void measure(Subjects subjects) throws Exception {
    if (options.wants("list")) {
      row("list", "list my plans", subjects.list(), "0.6, p99 2", "0.75");
    }
    if (options.wants("home")) {
      row("home", "open a start page", subjects.home(), "0.5", "0.65");
    }
    if (options.wants("unread")) {
      unread(subjects);
    }
    if (options.wants("search")) {
      String municipality =
          database
              .rows("select id from organisation where parent_id is null limit 1")
              .get(0)
              .get(0);
      database.run(Subjects.A_HUNDRED_THOUSAND.formatted(municipality));
      database.run("vacuum analyze person");
      row("search", "search 100,000 persons", subjects.search(), "p99 3", "");
    }
    if (options.wants("send")) {
      row("send", "send to 4", subjects.send(), "0.5", "0.7");
    }
  }

  private void unread(Subjects subjects) throws Exception {
    double before = row("unread", "unread count", subjects.unread(), "0.5", "");
    row("unread", "unread count; the reference counts", subjects.unreadCounted(), "", "above 1");
    database.run(A_MILLION_MORE);
    database.run("vacuum analyze message_recipient, mailbox");
    double after = row("unread", "unread count, a million more", subjects.unread(), "0.5", "");
    row("unread", "the same; the reference counts", subjects.unreadCounted(), "", "above 1");
    table.remark(
        "Unread count after a million more messages: %s of before; at least 0.80."
            .formatted(Table.ratio(after, before)));
  }

  /** Gives what the service did in a second at 16 connections. */
  @CanIgnoreReturnValue
  private double row(String name, String title, Work work, String least, String aim)
      throws Exception {
    Target service = new Target(servers.service().port(), work.service());
    Target reference = new Target(servers.reference().port(), work.reference());
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

  private void warmUp(Target target) throws Exception {
    load.run(target, WARM_UP_CONNECTIONS, WARM_UP);
    database.run(SETTLE);
  }

  private double measure(
      String title, int connections, Target service, Target reference, String least, String aim)
      throws Exception {
    Duration length = Duration.ofMillis(1000L * options.seconds() / ROUNDS);
    Outcome ofService = null;
    Outcome ofReference = null;
    for (int round = 0; round < ROUNDS; round++) {
      ofService = sum(ofService, load.run(service, connections, length));
      database.run(SETTLE);
      ofReference = sum(ofReference, load.run(reference, connections, length));
    }
    table.add(title, connections, ofService, ofReference, least, aim);
    Bench.say(
        "%s, %d connections: %.0f/s, reference %.0f/s"
            .formatted(title, connections, ofService.perSecond(), ofReference.perSecond()));
    return ofService.perSecond();
  }

  private static Outcome sum(Outcome before, Outcome more) {
    return before == null ? more : before.with(more);
  }
}
