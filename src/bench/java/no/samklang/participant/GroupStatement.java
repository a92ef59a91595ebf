package no.samklang.participant;

import no.samklang.access.Access;
import no.samklang.bench.Statement;

/** What the participants' room runs. */
public final class GroupStatement {
  private GroupStatement() {}

  public static Statement group(Access access) {
    return Statement.of(
        sql ->
            new ParticipantStore(access, Statement.UNSEEN)
                .group(sql, Statement.PLAN, Statement.CALLER.person()));
  }
}
