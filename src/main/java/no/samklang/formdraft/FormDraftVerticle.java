package no.samklang.formdraft;

import java.time.Duration;
import no.samklang.formdraft.FormDraftService.FormDraftContent;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.retention.RetentionRule;

/** Unsaved form input of a person (LOGIN-7). */
public final class FormDraftVerticle extends FeatureVerticle {
  private final FormDraftService drafts;

  public FormDraftVerticle(Platform platform) {
    super(platform);
    this.drafts = new FormDraftService(platform);
  }

  /** Drafts that were neither saved nor changed are deleted (LAW-3). */
  public static RetentionRule retentionRule(Duration age) {
    return new RetentionRule("form drafts", age, new FormDraftRepository()::deleteBefore);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("formDraft", drafts::get);
    operations.on("keepFormDraft", FormDraftContent.class, drafts::put);
    operations.on("dropFormDraft", drafts::delete);
  }
}
