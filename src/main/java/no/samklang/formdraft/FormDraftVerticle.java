package no.samklang.formdraft;

import no.samklang.formdraft.FormDraftService.FormDraftContent;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;

/** Unsaved form input of a person (LOGIN-7). */
public final class FormDraftVerticle extends FeatureVerticle {
  private final FormDraftService drafts;

  public FormDraftVerticle(Platform platform) {
    super(platform);
    this.drafts = new FormDraftService(platform);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("formDraft", drafts::get);
    operations.on("keepFormDraft", FormDraftContent.class, drafts::put);
    operations.on("dropFormDraft", drafts::delete);
  }
}
