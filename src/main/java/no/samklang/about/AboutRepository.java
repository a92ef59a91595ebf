package no.samklang.about;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.samklang.about.Abouts.About;
import no.samklang.about.Abouts.AboutInput;
import no.samklang.about.Abouts.AboutLink;
import no.samklang.about.Abouts.MainGoal;
import no.samklang.access.PlanReads;
import no.samklang.access.PlanTx;
import no.samklang.access.Right;
import no.samklang.db.RowValues;
import no.samklang.db.SqlParams;
import no.samklang.operation.Command;

/** The tables {@code about} and {@code about_link}, in transactions that lock the plan. */
@CheckReturnValue
final class AboutRepository {
  private static final String GET =
      """
      with me as (select * from plan_member(#{plan}, #{person}, #{today}))
      select me.*, me.member_plan_id as id, coalesce(a.text, '') as text, coalesce(a.matters, '') as matters,
             coalesce(a.version, 0) as version, a.updated_at, by.first_name || ' ' || by.last_name as updated_by_name,
             picture.version as picture_version, link.titles as link_titles, link.urls as link_urls,
             goal.ids as goal_ids, goal.titles as goal_titles, goal.progress as goal_progress
        from me
        left join about a on a.plan_id = me.member_plan_id
        left join about_picture picture on picture.plan_id = a.plan_id
        left join participant p on p.id = a.updated_by
        left join person by on by.id = p.person_id
        left join lateral (
          select array_agg(l.title order by l.position) as titles, array_agg(l.url order by l.position) as urls
            from about_link l where l.plan_id = a.plan_id) link on true
        left join lateral (
          select array_agg(g.id order by g.position, g.id) as ids, array_agg(g.title order by g.position, g.id) as titles,
                 array_agg(g.progress::int order by g.position, g.id) as progress
            from plan_goal g
           where g.plan_id = me.member_plan_id and g.parent_id is null and not g.in_history
             and reads_area(me.member_role, me.member_rights, 'GOALS')) goal on true""";
  private static final String PUT =
      """
      insert into about as a (plan_id, text, matters, updated_at, updated_by)
      values (#{plan}, #{text}, #{matters}, #{now}, #{member})
      on conflict (plan_id) do update
         set text = excluded.text, matters = excluded.matters, version = a.version + 1, updated_at = excluded.updated_at,
             updated_by = excluded.updated_by""";
  private static final String DELETE_LINKS = "delete from about_link where plan_id = $1";
  private static final String INSERT_LINKS =
      """
      insert into about_link (plan_id, position, title, url)
      select #{plan}, place, title, url
        from unnest(#{titles}::text[], #{urls}::text[]) with ordinality as link (title, url, place)""";

  private AboutRepository() {}

  static Single<About> get(PlanReads reads, Command<?> command, Right right) {
    return reads.queryOne(
        command, right, GET, SqlParams.none(), (member, row) -> AboutRepository.about(row));
  }

  /** Replaces texts and links. */
  static Completable put(PlanTx tx, AboutInput input) {
    List<AboutLink> links = input.links();
    SqlParams params =
        SqlParams.of("plan", tx.planId())
            .and("text", input.text().strip())
            .and("matters", input.matters().strip())
            .and("now", tx.now())
            .and("member", tx.member().participant());
    SqlParams linkParams =
        SqlParams.of("plan", tx.planId())
            .and("titles", RowValues.column(links, link -> link.title().strip(), String[]::new))
            .and("urls", RowValues.column(links, link -> link.url().strip(), String[]::new));
    return tx.execute(PUT, params)
        .flatMap(stored -> tx.execute(DELETE_LINKS, tx.planId()))
        .flatMap(deleted -> tx.execute(INSERT_LINKS, linkParams))
        .ignoreElement();
  }

  private static About about(Row row) {
    return new About(
        row.getString("text"),
        row.getString("matters"),
        links(row),
        row.getInteger("version"),
        row.getInteger("picture_version"),
        goals(row),
        RowValues.instant(row, "updated_at"),
        row.getString("updated_by_name"));
  }

  private static List<AboutLink> links(Row row) {
    String[] titles = row.getArrayOfStrings("link_titles");
    String[] urls = row.getArrayOfStrings("link_urls");
    List<AboutLink> links = new ArrayList<>();
    for (int i = 0; titles != null && i < titles.length; i++) {
      links.add(new AboutLink(titles[i], urls[i]));
    }
    return links;
  }

  private static List<MainGoal> goals(Row row) {
    UUID[] ids = row.getArrayOfUUIDs("goal_ids");
    String[] titles = row.getArrayOfStrings("goal_titles");
    Integer[] progress = row.getArrayOfIntegers("goal_progress");
    List<MainGoal> goals = new ArrayList<>();
    for (int i = 0; ids != null && i < ids.length; i++) {
      goals.add(new MainGoal(ids[i], titles[i], progress[i]));
    }
    return goals;
  }
}
