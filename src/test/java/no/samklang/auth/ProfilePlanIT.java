package no.samklang.auth;

import static org.assertj.core.api.Assertions.assertThat;

import no.samklang.TestServer;
import org.junit.jupiter.api.Test;

/**
 * A profile, which every page asks for, reads the unread of the caller's own participants and no
 * others: the index by person holds those who haven't been removed.
 */
class ProfilePlanIT {
  @Test
  void participantsAreFoundByTheirPerson() {
    String plan =
        TestServer.shared()
            .database()
            .plan(ProfileStore.ME.replace("$1", "$1::uuid").replace("$2", "$2::date"));
    assertThat(plan)
        .containsPattern(" on participant p_\\d.*\\n\\s*Index Cond: \\(person_id = p\\.id\\)");
  }
}
