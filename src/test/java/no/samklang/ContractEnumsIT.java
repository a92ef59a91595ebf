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
import no.samklang.access.AccessLevel;
import no.samklang.access.Area;
import no.samklang.access.PlanLog;
import no.samklang.access.PlanPart;
import no.samklang.access.PlanSection;
import no.samklang.access.Role;
import no.samklang.archive.Archives;
import no.samklang.auth.AccountMessages;
import no.samklang.auth.AuthMessages;
import no.samklang.consent.Capacity;
import no.samklang.http.openapi.ContractOperation;
import no.samklang.message.Messages;
import no.samklang.notification.Notices;
import no.samklang.notification.Preferences;
import no.samklang.organisation.OrganisationEvent;
import no.samklang.participant.Participants;
import no.samklang.plan.PlanAdministration;
import no.samklang.print.PrintPart;
import no.samklang.report.ReportName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Enums have the same values in the contract, in Java, in the check constraints of the database and
 * in the texts of the pages.
 */
class ContractEnumsIT {
  private static final Pattern LITERAL = Pattern.compile("'([A-Za-z_]+)'");
  private static final Set<String> CONTRACT_ONLY =
      Set.of("GivenRole", "ChangedSection", "Permission");
  private static final JsonObject SCHEMAS =
      ContractOperation.contract().getJsonObject("components").getJsonObject("schemas");
  private static final JsonObject TEXTS = texts();

  /**
   * @param schema name of the schema in the contract
   * @param hidden Java values that aren't in the contract
   * @param unstored Java values that no column allows
   * @param columns {@code table.column}; each allows all other Java values
   * @param texts paths in the text file with one text per value
   * @param additionalTexts keys besides the values
   * @param untranslated values without a text
   */
  private record EnumMapping(
      String schema,
      Class<?> java,
      Set<String> hidden,
      Set<String> unstored,
      List<String> columns,
      List<String> texts,
      Set<String> additionalTexts,
      Set<String> untranslated) {
    EnumMapping(String schema, Class<?> java) {
      this(schema, java, Set.of(), Set.of(), List.of(), List.of(), Set.of(), Set.of());
    }

    EnumMapping hiding(String... values) {
      return new EnumMapping(
          schema, java, Set.of(values), unstored, columns, texts, additionalTexts, untranslated);
    }

    EnumMapping notStoring(String... values) {
      return new EnumMapping(
          schema, java, hidden, Set.of(values), columns, texts, additionalTexts, untranslated);
    }

    EnumMapping stored(String... places) {
      return new EnumMapping(
          schema, java, hidden, unstored, List.of(places), texts, additionalTexts, untranslated);
    }

    EnumMapping shown(String... places) {
      return new EnumMapping(
          schema, java, hidden, unstored, columns, List.of(places), additionalTexts, untranslated);
    }

    EnumMapping alsoShown(String... keys) {
      return new EnumMapping(
          schema, java, hidden, unstored, columns, texts, Set.of(keys), untranslated);
    }

    EnumMapping notShowing(String... values) {
      return new EnumMapping(
          schema, java, hidden, unstored, columns, texts, additionalTexts, Set.of(values));
    }

    @Override
    public String toString() {
      return schema;
    }
  }

  static Stream<EnumMapping> mappings() throws ClassNotFoundException {
    return Stream.of(
        new EnumMapping("PlanType", PlanAdministration.PlanType.class)
            .stored("plan.type", "goal_template.plan_type", "organisation_plan_type.plan_type")
            .shown("planType", "createPlan.typeHint"),
        new EnumMapping("LegalBasisKind", Class.forName("no.samklang.plan.LegalBasis$Basis"))
            .stored("plan.legal_basis")
            .shown("legalBasis"),
        new EnumMapping(
            "OverviewList", Class.forName("no.samklang.overview.Overviews$OverviewList")),
        new EnumMapping("PlanState", PlanAdministration.PlanState.class)
            .stored("plan.state")
            .shown("administer.state"),
        new EnumMapping("Role", Role.class)
            .stored("participant.role", "role_rights.role")
            .shown("role")
            .alsoShown("BATON_HOLDER", "me"),
        new EnumMapping("Level", AccessLevel.class)
            .shown("level", "rights.may", "accessMatrix.level"),
        new EnumMapping("Area", Area.class).stored("plan_log.area").shown("area"),
        new EnumMapping("PlanPart", PlanPart.class)
            .stored("organisation_plan_type.parts_off")
            .shown("planPart"),
        new EnumMapping("Areas", Area.class).stored("participant.rights"),
        new EnumMapping("MessageKind", Messages.MessageKind.class)
            .stored("message.kind")
            .shown("kind"),
        new EnumMapping("Channel", Notices.NoticeChannel.class)
            .stored("account.code_channel", "outbox.channel")
            .shown(
                "loginCode.sent",
                "loginCode.none",
                "participantAccount.by",
                "profile.by",
                "account.by"),
        new EnumMapping("NoticeTemplate", Notices.NoticeType.class)
            .stored("outbox.template")
            .shown("failedNotices.event"),
        new EnumMapping("Digest", Preferences.Digest.class)
            .stored("person.digest")
            .shown("preferences.digest"),
        new EnumMapping("NotificationEvents", Participants.NotifiedEvent.class)
            .stored("notification_preference.event")
            .shown("notifications.event"),
        new EnumMapping("ConsentCapacity", Capacity.class)
            .stored("consent.capacity")
            .shown("consentPage.as", "consentForm.capacities", "createPlan.capacities"),
        new EnumMapping("ConsentEndReason", null)
            .stored("consent.end_reason")
            .shown("consentPage.ended"),
        new EnumMapping("PlanSection", PlanSection.class).shown("accessLog.part"),
        new EnumMapping("PlanLogEvent", PlanLog.PlanLogEvent.class)
            .shown("planLog.event")
            .alsoShown(
                "CONSENT_REGISTERED",
                "BATON_ASKED_NOTE",
                "PLAN_END_MOVED",
                "PLAN_END_REMOVED",
                "other"),
        new EnumMapping("LogPart", PlanLog.LogPart.class).shown("planLog.part").alsoShown("all"),
        new EnumMapping("ReportName", ReportName.class).shown("reports.name", "reports.what"),
        new EnumMapping("PrintPart", PrintPart.class).shown("print.part"),
        new EnumMapping("ArchivePart", Archives.ArchivePart.class).shown("archive.part"),
        new EnumMapping("ArchiveState", Archives.ArchiveState.class)
            .stored("plan_archive.state")
            .shown("archive.state"),
        new EnumMapping("ArchiveFailure", Archives.ArchiveFailure.class).shown("archive.failure"),
        new EnumMapping("NextStep", AuthMessages.Next.class)
            .stored("session.next")
            .notStoring("LOGGED_OUT"),
        new EnumMapping("SessionEndReason", AuthMessages.EndReason.class)
            .shown("login.why")
            .notShowing("TERMS_DECLINED"),
        new EnumMapping("LoginObstacle", AccountMessages.LoginObstacle.class)
            .shown("loginObstacle"),
        new EnumMapping("LockCause", AccountMessages.LockCause.class).shown("accountHelp.lockedBy"),
        new EnumMapping("AccountConcern", AccountMessages.AccountConcern.class)
            .shown("accounts.concern", "accounts.lead", "accounts.none"),
        new EnumMapping("AddressBlock", Class.forName("no.samklang.person.AddressBlock"))
            .stored("person.address_block"),
        new EnumMapping("RegisterSearch", Class.forName("no.samklang.organisation.RegisterSearch"))
            .stored("organisation.register_search"),
        new EnumMapping("OrganisationEvent", OrganisationEvent.class).shown("organisationEvent"),
        new EnumMapping("Agreement", Class.forName("no.samklang.goal.Goals$Agreement")),
        new EnumMapping("ActivityStatus", Class.forName("no.samklang.goal.Goals$ActivityStatus"))
            .stored("activity.status", "goal_comment.status")
            .shown("activityStatus"),
        new EnumMapping("ActivityEffect", Class.forName("no.samklang.goal.Goals$ActivityEffect"))
            .stored("activity.effect")
            .shown("effect"),
        new EnumMapping("BinKind", Class.forName("no.samklang.bin.BinKind"))
            .stored("bin_entry.kind")
            .shown("binKind"),
        new EnumMapping(
            "CalendarItemKind", Class.forName("no.samklang.calendar.Calendars$CalendarItemKind")),
        new EnumMapping("AnswerState", Messages.AnswerState.class).shown("answerState"),
        new EnumMapping("LifeArea", Class.forName("no.samklang.survey.Surveys$LifeArea"))
            .stored("survey_status.life_area", "survey_version.life_area"),
        new EnumMapping(
                "DeletionObstacle",
                Class.forName("no.samklang.deletion.PlanDeletions$DeletionObstacle"))
            .hiding("NOT_CLOSED")
            .shown("closedPlans.obstacle"),
        new EnumMapping("CodeDelivery", AuthMessages.CodeDelivery.class),
        new EnumMapping("LoginEvent", Class.forName("no.samklang.auth.SecurityEvent"))
            .hiding(
                "LOGGED_OUT",
                "SESSION_ENDED",
                "TERMS_ACCEPTED",
                "TERMS_DECLINED",
                "PERSON_READ",
                "PERSON_DELETED")
            .stored("security_event.event")
            .shown("profile.event"));
  }

  @ParameterizedTest
  @MethodSource("mappings")
  void valuesAreTheSameEverywhere(EnumMapping row) {
    Set<String> contract = values(SCHEMAS.getJsonObject(row.schema()));
    Set<String> all = row.java() == null ? contract : constants(row.java());
    assertThat(contract).as("the contract").isEqualTo(difference(all, row.hidden()));
    row.columns()
        .forEach(
            column ->
                assertThat(checkValues(column))
                    .as(column)
                    .isEqualTo(difference(all, row.unstored())));
    row.texts()
        .forEach(
            place ->
                assertThat(difference(keys(place), row.additionalTexts()))
                    .as(place)
                    .isEqualTo(difference(contract, row.untranslated())));
  }

  @Test
  void everyEnumOfTheContractIsCovered() throws ClassNotFoundException {
    Set<String> known = new TreeSet<>(CONTRACT_ONLY);
    mappings().map(EnumMapping::schema).forEach(known::add);
    Set<String> found =
        SCHEMAS.stream()
            .filter(schema -> ((JsonObject) schema.getValue()).containsKey("enum"))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(known).containsAll(found);
  }

  /** Values of an enum, or field names of an object with one field per value. */
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

  private static Set<String> difference(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  /** Values allowed by a column's check constraint. */
  private static Set<String> checkValues(String column) {
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
    try (Stream<Path> files = Files.walk(Path.of("webroot"))) {
      JsonObject texts = new JsonObject();
      files
          .filter(file -> file.endsWith(Path.of("texts", "nb.json")))
          .forEach(file -> texts.mergeIn(read(file)));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject read(Path file) {
    try {
      return new JsonObject(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
