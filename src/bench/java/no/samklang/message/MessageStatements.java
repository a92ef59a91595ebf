package no.samklang.message;

import no.samklang.bench.Statement;
import no.samklang.message.Messages.Latest;
import no.samklang.participant.Access;

/** What the message room runs. */
public final class MessageStatements {
  private static final int SHOWN = 5;

  private MessageStatements() {}

  public static Statement latest(Access access) {
    Latest question = new Latest(Statement.CALLER, Statement.PLAN, SHOWN);
    return Statement.of(sql -> new FolderStore(access).latest(sql, question));
  }
}
