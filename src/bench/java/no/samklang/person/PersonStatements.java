package no.samklang.person;

import java.util.Optional;
import no.samklang.access.Access;
import no.samklang.bench.Statement;
import no.samklang.person.Persons.Search;

/** What the persons' room runs. */
public final class PersonStatements {
  private PersonStatements() {}

  /** A search for {@link Statement#NAME}, of three letters or more. */
  public static Statement search(Access access) {
    Search question = new Search(Statement.CALLER, Statement.NAME, 50, Optional.empty());
    return Statement.of(sql -> new SearchStore(access).search(sql, question));
  }
}
