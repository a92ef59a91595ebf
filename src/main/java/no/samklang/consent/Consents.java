package no.samklang.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import no.samklang.access.Role;
import no.samklang.bus.Caller;
import no.samklang.bus.Done;
import no.samklang.bus.Endpoint;
import no.samklang.id.ParticipantId;
import no.samklang.id.PlanId;

/** What can be asked about the consent of a plan (PART-4). */
public final class Consents {
  /** Fails as {@code Access} does. */
  public static final Endpoint<OfPlan, ConsentPage> READ = Endpoint.local("consent.read");

  /**
   * Fails as {@link ConsentRegister#give} does, and with {@code version.stale} and the current
   * state.
   */
  public static final Endpoint<Renew, ConsentPage> RENEW = Endpoint.local("consent.renew");

  /** Shuts the plan at once for all but the owner and the coordinator; twice is as once. */
  public static final Endpoint<OfPlan, Done> WITHDRAW = Endpoint.local("consent.withdraw");

  /**
   * Keeps the signed paper of the consent there is; the newest is shown, those before stay. Fails
   * with {@code consent.none} when there is none, {@code version.stale} and the current state when
   * another consent came meanwhile, {@code paper.tooMany} where there are ten, and with {@code
   * paper.invalid}, {@code paper.tooComplicated}, {@code paper.encrypted} or {@code paper.active}
   * (DOC-3); nothing is kept then.
   */
  public static final Endpoint<AddPaper, Paper> ADD_PAPER = Endpoint.local("consent.paper.add");

  /** For those who can give or register consent. */
  public static final Endpoint<OfPlan, PaperFile> PAPER = Endpoint.local("consent.paper");

  private Consents() {}

  public record OfPlan(Caller caller, PlanId plan) {}

  /**
   * @param basedOn the version of the consent
   */
  public record Renew(
      Caller caller, PlanId plan, int basedOn, ConsentInput input, List<ScopeOf> participants) {
    @Override
    public String toString() {
      return "Renew " + plan;
    }
  }

  /** What of the consent is for one participant; null or blank is all of it. */
  public record ScopeOf(ParticipantId participantId, String scope) {
    @Override
    public String toString() {
      return "ScopeOf " + participantId;
    }
  }

  public record AddPaper(Caller caller, PlanId plan, String name, Buffer file) {
    @Override
    public String toString() {
      return "AddPaper " + plan;
    }
  }

  public record PaperFile(Buffer content) {}

  public record Paper(String name, Instant addedAt) {}

  /**
   * A consent as the caller may see it; what is only for those who can give or register consent is
   * left out for others.
   *
   * @param daysLeft negative when expired, null for one of the past
   * @param givenBy a name
   * @param endReason RENEWED or WITHDRAWN, null for the one there is
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Consent(
      java.util.UUID id,
      LocalDate from,
      LocalDate until,
      Integer daysLeft,
      String scope,
      Capacity capacity,
      String givenBy,
      String reason,
      boolean differentiated,
      Instant givenAt,
      String registeredBy,
      Paper paper,
      Instant endedAt,
      String endReason,
      String endedBy) {}

  /**
   * What of the consent is for a participant.
   *
   * @param losesAccess whether the plan is shut for this one without a consent (PART-4)
   * @param consentScope null is all of it
   */
  public record Share(
      ParticipantId participantId,
      String name,
      Role role,
      boolean me,
      boolean losesAccess,
      String consentScope) {}

  /**
   * @param version of the consent, for {@code If-Match}
   * @param guardianNeeded the owner is too young to consent alone
   * @param consentAge the municipality's
   * @param mayGive as one's own decision
   * @param mayRegister as a coordinator, one that was given
   * @param seesAll whether the caller can give or register consent, or withdraw it
   * @param participants all for those who can give or register consent; else the caller alone
   * @param history those that were renewed or withdrawn, the newest first, at most 50
   */
  public record ConsentPage(
      int version,
      Consent current,
      boolean guardianNeeded,
      int consentAge,
      boolean mayGive,
      boolean mayRegister,
      boolean mayWithdraw,
      boolean seesAll,
      List<Share> participants,
      List<Consent> history) {
    @Override
    public String toString() {
      return "ConsentPage";
    }
  }
}
