package no.samklang.participant;

import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.notify.Outbox;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.participant.Cards.CardChange;
import no.samklang.participant.Cards.NewParticipant;
import no.samklang.participant.Cards.RightsDecision;
import no.samklang.participant.Participants.Notifications;
import no.samklang.person.PersonRegister;

/** The plan group, its cards and rights (PART-1 to PART-7). */
public final class ParticipantVerticle extends FeatureVerticle {
  private final PlanGroup group;
  private final RightsMatrixQuery matrix;
  private final AddParticipantService additions;
  private final CardService cards;
  private final ParticipantRightsService rights;

  public ParticipantVerticle(
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      Outbox outbox,
      PersonRegister persons) {
    super(platform);
    this.group = new PlanGroup(planReads);
    this.matrix = new RightsMatrixQuery(planReads);
    this.additions =
        new AddParticipantService(
            planCommands, outbox, persons, new ParticipantRegister(platform.clock()));
    this.cards = new CardService(planReads, planCommands, persons);
    this.rights = new ParticipantRightsService(planCommands);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listParticipants", group::list);
    operations.on("planRights", matrix::get);
    operations.on("addParticipant", NewParticipant.class, additions::add);
    operations.on("readParticipant", cards::get);
    operations.on("changeParticipant", CardChange.class, cards::update);
    operations.on("changeNotifications", Notifications.class, cards::updateNotifications);
    operations.on("changeRights", RightsDecision.class, rights::decide);
    operations.on("removeParticipant", rights::remove);
  }
}
