package no.samklang;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.access.Area;
import no.samklang.access.Level;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanSection;
import no.samklang.access.Role;
import no.samklang.auth.Auth;
import no.samklang.consent.Capacity;
import no.samklang.http.ContractOperation;
import no.samklang.message.Messages;
import no.samklang.notify.Notices;
import no.samklang.participant.Participants;
import no.samklang.plan.PlanAdministration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What has a fixed set of values has the same in the contract, in Java, in the database's checks
 * and in the texts of the pages.
 */
class ContractEnumsIT {
  private static final Pattern LITERAL = Pattern.compile("'([A-Za-z_]+)'");
  private static final Set<String> OF_THE_CONTRACT_ONLY =
      Set.of("GivenRole", "ChangedSection", "Permission");
  private static final JsonObject SCHEMAS =
      ContractOperation.contract().getJsonObject("components").getJsonObject("schemas");
  private static final JsonObject TEXTS = texts();

  /**
   * @param schema its name in the contract
   * @param hidden values of Java that the contract doesn't show
   * @param columns {@code table.column}; each allows all values of Java but those not stored
   * @param texts where a text stands for each value
   * @param furtherTexts keys beside the values
   * @param notShown values without a text
   */
  private record Row(
      String schema,
      Class<?> java,
      Set<String> hidden,
      Set<String> notStored,
      List<String> columns,
      List<String> texts,
      Set<String> furtherTexts,
      Set<String> notShown) {
    Row(String schema, Class<?> java) {
      this(schema, java, Set.of(), Set.of(), List.of(), List.of(), Set.of(), Set.of());
    }

    Row hiding(String... values) {
      return new Row(
          schema, java, Set.of(values), notStored, columns, texts, furtherTexts, notShown);
    }

    Row notStoring(String... values) {
      return new Row(schema, java, hidden, Set.of(values), columns, texts, furtherTexts, notShown);
    }

    Row stored(String... places) {
      return new Row(
          schema, java, hidden, notStored, List.of(places), texts, furtherTexts, notShown);
    }

    Row shown(String... places) {
      return new Row(
          schema, java, hidden, notStored, columns, List.of(places), furtherTexts, notShown);
    }

    Row alsoShown(String... keys) {
      return new Row(schema, java, hidden, notStored, columns, texts, Set.of(keys), notShown);
    }

    Row notShowing(String... values) {
      return new Row(schema, java, hidden, notStored, columns, texts, furtherTexts, Set.of(values));
    }

    @Override
    public String toString() {
      return schema;
    }
  }

  static Stream<Row> rows() throws ClassNotFoundException {
    return Stream.of(
        new Row("PlanType", PlanAdministration.PlanType.class)
            .stored("plan.type")
            .shown("planType", "newPlan.typeHint"),
        new Row("PlanState", PlanAdministration.State.class)
            .stored("plan.state")
            .shown("administer.state"),
        new Row("Role", Role.class)
            .stored("participant.role", "role_rights.role")
            .shown("role")
            .alsoShown("BATON_HOLDER", "me"),
        new Row("Level", Level.class).shown("level", "rights.may", "whoSees.level"),
        new Row("Areas", Area.class).shown("area"),
        new Row("MessageKind", Messages.Kind.class).stored("message.kind").shown("kind"),
        new Row("Channel", Notices.Channel.class)
            .stored("account.code_channel", "outbox.channel")
            .shown("code.sent", "code.none", "participantAccount.by", "profile.by", "account.by"),
        new Row("NoticeTemplate", Notices.Template.class)
            .stored("outbox.template")
            .shown("failed.event"),
        new Row("NotificationEvents", Participants.NotifiedEvent.class)
            .stored("notification_preference.event")
            .shown("notifications.event"),
        new Row("ConsentCapacity", Capacity.class)
            .stored("consent.capacity")
            .shown("consentPage.as", "consentForm.capacities", "newPlan.capacities"),
        new Row("ConsentEndReason", null).stored("consent.end_reason").shown("consentPage.ended"),
        new Row("Language", null).stored("person.language").shown("account.languages"),
        new Row("PlanSection", PlanSection.class).shown("seen.part"),
        new Row("PlanLogEvent", PlanLog.Event.class)
            .shown("planLog.event")
            .alsoShown("CONSENT_REGISTERED", "other"),
        new Row("NextStep", Auth.Next.class).stored("session.next").notStoring("LOGGED_OUT"),
        new Row("SessionEndReason", Auth.EndReason.class)
            .shown("login.why")
            .alsoShown("NEW_CODE")
            .notShowing("TERMS_DECLINED"),
        new Row("LoginEvent", Class.forName("no.samklang.auth.SecurityLog$Event"))
            .hiding(
                "LOGGED_OUT",
                "SESSION_ENDED",
                "TERMS_ACCEPTED",
                "TERMS_DECLINED",
                "ACCOUNT_CREATED",
                "PERSON_READ",
                "PERSON_DELETED")
            .stored("security_event.event")
            .shown("profile.event"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void itIsTheSameEverywhere(Row row) {
    Set<String> contract = values(SCHEMAS.getJsonObject(row.schema()));
    Set<String> all = row.java() == null ? contract : constants(row.java());
    assertThat(contract).as("the contract").isEqualTo(without(all, row.hidden()));
    row.columns()
        .forEach(
            column ->
                assertThat(allowed(column)).as(column).isEqualTo(without(all, row.notStored())));
    row.texts()
        .forEach(
            place ->
                assertThat(without(keys(place), row.furtherTexts()))
                    .as(place)
                    .isEqualTo(without(contract, row.notShown())));
  }

  @Test
  void noEnumOfTheContractIsLeftOut() throws ClassNotFoundException {
    Set<String> known = new TreeSet<>(OF_THE_CONTRACT_ONLY);
    rows().map(Row::schema).forEach(known::add);
    Set<String> found =
        SCHEMAS.stream()
            .filter(schema -> ((JsonObject) schema.getValue()).containsKey("enum"))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(known).containsAll(found);
  }

  /** Those of an enum, or the fields of an object that has one for each. */
  private static Set<String> values(JsonObject schema) {
    if (schema.containsKey("properties")) {
      return schema.getJsonObject("properties").fieldNames();
    }
    return schema.getJsonArray("enum").stream()
        .map(Object::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  /** What the check of a column allows. */
  private static Set<String> allowed(String column) {
    String[] names = column.split("\\.");
    String check =
        TestServer.shared()
            .value(
                """
                select string_agg(pg_get_constraintdef(c.oid), ' ') from pg_constraint c
                  join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
                 where c.contype = 'c' and c.conrelid = '%s'::regclass and a.attname = '%s'"""
                    .formatted(names[0], names[1]));
    return LITERAL
        .matcher(String.valueOf(check))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> keys(String place) {
    JsonObject texts = TEXTS;
    for (String name : place.split("\\.")) {
      texts = texts.getJsonObject(name);
    }
    return texts.fieldNames();
  }

  private static JsonObject texts() {
    try {
      return new JsonObject(Files.readString(Path.of("webroot/i18n/nb.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
