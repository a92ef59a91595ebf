package no.samklang.message;

import java.util.Set;
import no.samklang.access.Access;
import no.samklang.bench.Statement;
import no.samklang.message.Messages.Latest;

/** What the message room runs. */
public final class MessageStatements {
  private static final int SHOWN = 5;

  private MessageStatements() {}

  public static Statement unread(Access access) {
    return Statement.of(sql -> new UnreadStore(access).of(sql, Set.of(Statement.CALLER.person())));
  }

  public static Statement latest(Access access) {
    Latest question = new Latest(Statement.CALLER, Statement.PLAN, SHOWN);
    return Statement.of(sql -> new FolderStore(access, Statement.UNSEEN).latest(sql, question));
  }
}
