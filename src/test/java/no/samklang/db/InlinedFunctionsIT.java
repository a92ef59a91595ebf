package no.samklang.db;

import static org.assertj.core.api.Assertions.assertThat;

import no.samklang.TestServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The planner inlines the SQL functions: a function call would be planned for each statement and
 * couldn't use indexes.
 */
class InlinedFunctionsIT {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select m.* from plan_member($1, $2, $3) m",
        "select m.* from plan_participant($1, $2) m",
        "select exists (select from notice_choosers($1, 'NEW_COMMENT', $2))",
        "select card.* from participant p left join lateral person_card(p.person_id) card on true"
            + " where p.id = $1",
        "select card.* from participant p left join lateral shown_card(p.person_id, $2, $3) card on"
            + " true where p.id = $1",
        "select p.id from person p where p.id = $1 and exists (select from may_be_added($2, p.id))",
        "select p.id from person p where p.id = $1 and exists (select from may_block_address($2,"
            + " p.id, $3))",
        "select exists (select from may_search_register($1, $2, $3))",
        "select s.* from participant p left join lateral account_standing(p.person_id, $2, $3) s on"
            + " true where p.id = $1",
        "select p.id from person p where p.id = $1 and (p.id = $2 or exists (select from"
            + " administers_person($2, p.id)))",
        "select exists (select from administers_unit($1, unit.id)) from organisation unit where"
            + " unit.id = $2",
        "select pl.id from plan pl join organisation_tree($1) tree on tree.organisation_id = pl.organisation_id",
        "select pl.id from plan pl where pl.organisation_id = any (array(select unit from"
            + " administered_units($1) as unit))",
        "select exists (select from may_create_plans($1, unit.id)) from organisation unit where"
            + " unit.id = $2",
        "select b.id from baton b join participant f on f.id = b.from_id join "
            + "participant t on t.id = b.to_id where handover_pends(b, f, t, $1)",
      })
  void inlinesFunctions(String statement) {
    String plan = TestServer.shared().database().explain(statement);
    assertThat(plan)
        .doesNotContain(
            "Function Scan",
            "plan_member",
            "plan_participant",
            "notice_choosers",
            "_card(",
            "sees_address",
            "may_be",
            "may_block",
            "may_search",
            "coordinates_person",
            "_standing(",
            "handover_pends(");
  }
}
