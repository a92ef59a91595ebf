package no.samklang.draft;

import no.samklang.draft.FormDraftService.FormDraftContent;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;

/** What a person was writing in a form and hasn't saved (LOGIN-7). */
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
