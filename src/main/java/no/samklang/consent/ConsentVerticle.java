package no.samklang.consent;

import java.util.Map;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.consent.Consents.ConsentRenewal;
import no.samklang.notification.Outbox;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.operation.UploadedFile;
import no.samklang.pdf.PdfValidator;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintPart;

/** Operations on the consent of a plan (PART-4). */
public final class ConsentVerticle extends FeatureVerticle {
  private final ConsentQuery consents;
  private final ConsentCommands commands;
  private final SignedDocumentService documents;
  private final ConsentSignatures signatures;

  public ConsentVerticle(
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      Outbox outbox,
      PdfValidator pdfValidator) {
    super(platform);
    this.consents = new ConsentQuery(planReads);
    this.commands =
        new ConsentCommands(planCommands, consents, new ConsentService(platform.clock(), outbox));
    this.signatures = new ConsentSignatures(planReads);
    this.documents = new SignedDocumentService(planReads, planCommands, consents, pdfValidator);
  }

  /** What the slice prints. */
  public static Map<PrintPart, PartPrinter> partPrinters() {
    return ConsentPrinter.parts();
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("readConsent", consents::get);
    operations.on("renewConsent", ConsentRenewal.class, commands::renew);
    operations.on("previewConsentText", ConsentRenewal.class, signatures::preview);
    operations.on("readSignedConsent", signatures::get);
    operations.on("withdrawConsent", commands::withdraw);
    operations.on("addConsentPaper", UploadedFile.class, documents::add);
    operations.on("consentPaper", documents::get);
  }
}
