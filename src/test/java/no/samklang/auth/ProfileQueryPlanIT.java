package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import no.samklang.TestServer;
import org.junit.jupiter.api.Test;

/**
 * The profile, requested by every page, counts unread messages of the caller's current participants
 * only, by the partial index on person.
 */
class ProfileQueryPlanIT {
  @Test
  void usesIndexByPerson() {
    String plan =
        TestServer.shared()
            .database()
            .explainByIndex(ProfileQuery.GET.replace("$1", "$1::uuid").replace("$2", "$2::date"));
    assertThat(plan)
        .containsPattern(" on participant p_\\d.*\\n\\s*Index Cond: \\(person_id = p\\.id\\)");
  }
}
