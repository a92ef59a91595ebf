package no.samklang.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.samklang.json.Json;

/**
 * A plan as an HL7 FHIR R4 bundle (LAW-2): {@code CarePlan}, {@code Goal}, {@code CareTeam}, {@code
 * Consent}, and the document as A02-2, "individuell plan", of Volven 9602. Made of rows of {@link
 * PlanDataSections}; holds a reference only to what is in it.
 */
final class FhirBundle {
  private static final Map<String, String> ACTIVITY_STATUS =
      Map.of("PLANNED", "not-started", "ONGOING", "in-progress", "DONE", "completed");
  private static final int COMPLETE = 100;

  private final Map<String, List<JsonNode>> rows = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private final ObjectNode bundle = Json.mapper().createObjectNode();
  private final ArrayNode entries;
  private JsonNode plan;

  FhirBundle() {
    bundle.put("resourceType", "Bundle").put("type", "collection");
    entries = bundle.putArray("entry");
  }

  /** Whether rows of the section are part of it. */
  static boolean takes(String section) {
    return Set.of("plan", "participants", "consents", "goals", "activities").contains(section);
  }

  void add(String section, JsonNode row) {
    rows.computeIfAbsent(section, name -> new ArrayList<>()).add(row);
    known.add(row.path("id").asText());
  }

  /**
   * The bundle, when all rows have been added.
   *
   * @param pdf name of the plan's PDF file beside it
   */
  byte[] toBytes(Instant madeAt, String pdf) throws java.io.IOException {
    bundle.put("timestamp", madeAt.toString());
    plan = rows.get("plan").get(0);
    patient();
    rows("participants").forEach(this::person);
    careTeam();
    rows("goals").forEach(this::goal);
    rows("consents").forEach(this::consent);
    carePlan();
    document(madeAt, pdf);
    return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(bundle);
  }

  private List<JsonNode> rows(String section) {
    return rows.getOrDefault(section, List.of());
  }

  private void patient() {
    ObjectNode patient = resource("Patient", owner());
    name(patient, plan.path("ownerFirstName").asText(), plan.path("ownerLastName").asText());
    copy(plan, "ownerBirthDate", patient, "birthDate");
  }

  private String owner() {
    return rows("participants").stream()
        .filter(one -> one.path("role").asText().equals("OWNER") && !one.has("removedAt"))
        .map(one -> one.path("id").asText())
        .findFirst()
        .orElseThrow();
  }

  private void person(JsonNode row) {
    String role = row.path("role").asText();
    if (role.equals("OWNER")) {
      return;
    }
    boolean professional = role.equals("PROVIDER") || role.equals("COORDINATOR");
    String id = row.path("id").asText();
    ObjectNode person = resource(professional ? "Practitioner" : "RelatedPerson", id);
    if (!professional) {
      person.set("patient", reference(owner()));
      person.putArray("relationship").addObject().put("text", role);
    }
    name(person, row.path("firstName").asText(), row.path("lastName").asText());
  }

  private void careTeam() {
    ObjectNode team = resource("CareTeam", sideId(1));
    team.put("status", isClosed() ? "inactive" : "active");
    team.put("name", "Plangruppe");
    team.set("subject", reference(owner()));
    ArrayNode members = team.putArray("participant");
    rows("participants").stream()
        .filter(one -> !one.has("removedAt"))
        .forEach(
            one -> {
              ObjectNode member = members.addObject();
              member.putArray("role").addObject().put("text", one.path("role").asText());
              member.set("member", reference(one.path("id").asText()));
            });
  }

  private void goal(JsonNode row) {
    ObjectNode goal = resource("Goal", row.path("id").asText());
    goal.put("lifecycleStatus", lifecycle(row));
    goal.putObject("description").put("text", row.path("title").asText());
    goal.set("subject", reference(owner()));
    copy(row, "registeredOn", goal, "startDate");
    String description = row.path("description").asText();
    if (!description.isBlank()) {
      goal.putArray("note").addObject().put("text", description);
    }
  }

  private static String lifecycle(JsonNode goal) {
    if (goal.has("historyAt") || goal.path("progress").asInt() == COMPLETE) {
      return "completed";
    }
    return goal.has("agreedAt") ? "active" : "proposed";
  }

  private void consent(JsonNode row) {
    ObjectNode consent = resource("Consent", row.path("id").asText());
    consent.put("status", row.has("endedAt") ? "inactive" : "active");
    coding(
        consent.putObject("scope"),
        "http://terminology.hl7.org/CodeSystem/consentscope",
        "patient-privacy");
    consent.putArray("category").addObject().put("text", "Samtykke til tverrfaglig samarbeid");
    consent.set("patient", reference(owner()));
    copy(row, "givenAt", consent, "dateTime");
    consent.putObject("policyRule").put("text", row.path("scope").asText("Samtykke"));
    ObjectNode period = consent.putObject("provision").putObject("period");
    copy(row, "from", period, "start");
    copy(row, "until", period, "end");
  }

  private void carePlan() {
    ObjectNode care = resource("CarePlan", sideId(2));
    care.put("status", isClosed() ? "completed" : "active").put("intent", "plan");
    care.putArray("category").addObject().put("text", plan.path("type").asText());
    care.set("subject", reference(owner()));
    ObjectNode period = care.putObject("period");
    copy(plan, "startDate", period, "start");
    copy(plan, plan.has("endDate") ? "endDate" : "plannedEnd", period, "end");
    care.putArray("careTeam").add(reference(sideId(1)));
    addAll(care, "goal", rows("goals").stream().map(goal -> goal.path("id").asText()).toList());
    ArrayNode activities = Json.mapper().createArrayNode();
    rows("activities").forEach(row -> activity(activities.addObject().putObject("detail"), row));
    if (!activities.isEmpty()) {
      care.set("activity", activities);
    }
  }

  private void activity(ObjectNode detail, JsonNode row) {
    detail.putObject("code").put("text", row.path("title").asText());
    addAll(detail, "goal", List.of(row.path("goalId").asText()));
    detail.put("status", ACTIVITY_STATUS.get(row.path("status").asText()));
    if (row.has("from") || row.has("to")) {
      ObjectNode period = detail.putObject("scheduledPeriod");
      copy(row, "from", period, "start");
      copy(row, "to", period, "end");
    }
    List<String> responsible = new ArrayList<>();
    row.path("responsible").forEach(one -> responsible.add(one.asText()));
    addAll(detail, "performer", responsible);
    if (!row.path("description").asText().isBlank()) {
      detail.put("description", row.path("description").asText());
    }
  }

  private void document(Instant madeAt, String pdf) {
    ObjectNode document = resource("DocumentReference", sideId(3));
    document.put("status", "current");
    ObjectNode type = document.putObject("type");
    coding(type, "urn:oid:2.16.578.1.12.4.1.1.9602", "A02-2").put("text", "Individuell plan");
    document.set("subject", reference(owner()));
    document.put("date", madeAt.toString());
    document
        .putArray("content")
        .addObject()
        .putObject("attachment")
        .put("contentType", "application/pdf")
        .put("url", pdf)
        .put("title", pdf);
  }

  private boolean isClosed() {
    return plan.path("state").asText().equals("CLOSED");
  }

  /** Only those that are in the bundle: an array may not be empty. */
  private void addAll(ObjectNode resource, String field, List<String> ids) {
    List<String> there = ids.stream().filter(known::contains).toList();
    if (!there.isEmpty()) {
      ArrayNode references = resource.putArray(field);
      there.forEach(id -> references.add(reference(id)));
    }
  }

  /** Of what has no id of its own: the plan's, in another version. */
  private String sideId(int number) {
    String id = plan.path("id").asText();
    return id.substring(0, id.length() - 1)
        + Integer.toHexString((Character.digit(id.charAt(id.length() - 1), 16) + number) % 16);
  }

  private ObjectNode resource(String type, String id) {
    return entries
        .addObject()
        .put("fullUrl", "urn:uuid:" + id)
        .putObject("resource")
        .put("resourceType", type)
        .put("id", id);
  }

  private static ObjectNode reference(String id) {
    return Json.mapper().createObjectNode().put("reference", "urn:uuid:" + id);
  }

  @CanIgnoreReturnValue
  private static ObjectNode coding(ObjectNode concept, String system, String code) {
    concept.putArray("coding").addObject().put("system", system).put("code", code);
    return concept;
  }

  private static void name(ObjectNode person, String given, String family) {
    ObjectNode name = person.putArray("name").addObject().put("family", family);
    name.putArray("given").add(given);
  }

  private static void copy(JsonNode from, String field, ObjectNode to, String name) {
    if (from.has(field)) {
      to.put(name, from.path(field).asText());
    }
  }
}
