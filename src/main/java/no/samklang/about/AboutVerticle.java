package no.samklang.about;

import java.util.Map;
import no.samklang.about.Abouts.AboutInput;
import no.samklang.about.Abouts.AboutPictureQuery;
import no.samklang.about.Abouts.StatusQuery;
import no.samklang.access.PlanCommands;
import no.samklang.access.PlanReads;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.operation.UploadedFile;
import no.samklang.picture.PictureEncoder;
import no.samklang.print.PartPrinter;
import no.samklang.print.PrintPart;

/** Operations on the owner's own page and earlier statuses (HOME-1, HOME-2). */
public final class AboutVerticle extends FeatureVerticle {
  private final AboutService about;
  private final StatusHistoryQuery statuses;

  public AboutVerticle(
      Platform platform,
      PlanReads planReads,
      PlanCommands planCommands,
      PictureEncoder pictureEncoder) {
    super(platform);
    this.about = new AboutService(planReads, planCommands, pictureEncoder);
    this.statuses = new StatusHistoryQuery(planReads);
  }

  /** What the slice prints. */
  public static Map<PrintPart, PartPrinter> partPrinters() {
    return AboutPrinter.parts();
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("readAbout", about::get);
    operations.on("changeAbout", AboutInput.class, about::update);
    operations.on("aboutPicture", AboutPictureQuery.class, about::picture);
    operations.on("changeAboutPicture", UploadedFile.class, about::putPicture);
    operations.on("removeAboutPicture", about::deletePicture);
    operations.on("listStatuses", StatusQuery.class, statuses::find);
  }
}
