package no.samklang.participant;

import java.util.Map;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.notification.Outbox;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.participant.Cards.CardChange;
import no.samklang.participant.Cards.ConfidentialParticipant;
import no.samklang.participant.Cards.ConsentChange;
import no.samklang.participant.Cards.GuardianConfirmation;
import no.samklang.participant.Cards.NewParticipant;
import no.samklang.participant.Cards.Replacement;
import no.samklang.participant.Cards.RightsDecision;
import no.samklang.participant.Cards.ServiceChange;
import no.samklang.participant.Participants.NotificationsChange;
import no.samklang.person.PersonService;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintPart;

/** Operations on the plan group, cards and rights (PART-1 to PART-7). */
public final class ParticipantVerticle extends FeatureVerticle {
  private final PlanGroupQuery group;
  private final RightsMatrixQuery matrix;
  private final AddParticipantService additions;
  private final ConfidentialParticipantService confidential;
  private final CardService cards;
  private final RepresentationService representations;
  private final ParticipantRightsService rights;
  private final ParticipantConsentService consents;
  private final GuardianService guardians;
  private final WithheldLogService withheldLogs;

  public ParticipantVerticle(
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      Outbox outbox,
      PersonService persons) {
    super(platform);
    this.group = new PlanGroupQuery(planReads);
    this.matrix = new RightsMatrixQuery(planReads);
    ParticipantService participants = new ParticipantService(platform.clock());
    ParticipantCreation creation =
        new ParticipantCreation(planCommands, outbox, persons, participants);
    this.additions = new AddParticipantService(creation);
    this.representations = new RepresentationService(planCommands, outbox, creation);
    this.confidential =
        new ConfidentialParticipantService(platform, planCommands, outbox, persons, participants);
    this.cards = new CardService(planReads, planCommands, persons);
    this.rights = new ParticipantRightsService(planCommands, outbox);
    this.consents = new ParticipantConsentService(planCommands, outbox);
    this.guardians = new GuardianService(planCommands);
    this.withheldLogs = new WithheldLogService(planCommands);
  }

  /** What the slice prints. */
  public static Map<PrintPart, PartPrinter> partPrinters() {
    return ParticipantPrinter.parts();
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("changeService", ServiceChange.class, representations::change);
    operations.on("replaceParticipant", Replacement.class, representations::replace);
    operations.on("listParticipants", group::list);
    operations.on("planRights", matrix::get);
    operations.on("addParticipant", NewParticipant.class, additions::add);
    operations.on("addConfidentialParticipant", ConfidentialParticipant.class, confidential::add);
    operations.on("readParticipant", cards::get);
    operations.on("changeParticipant", CardChange.class, cards::update);
    operations.on("changeNotifications", NotificationsChange.class, cards::updateNotifications);
    operations.on("changeRights", RightsDecision.class, rights::decide);
    operations.on("removeParticipant", rights::remove);
    operations.on("changeParticipantConsent", ConsentChange.class, consents::change);
    operations.on("withdrawParticipantConsent", consents::withdraw);
    operations.on("confirmGuardian", GuardianConfirmation.class, guardians::confirm);
    operations.on("showWithheldLog", withheldLogs::show);
  }
}
