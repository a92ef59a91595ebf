package no.samklang.organisation.template;

import no.samklang.access.PlanReads;
import no.samklang.operation.FeatureVerticle;
import no.samklang.operation.Operations;
import no.samklang.operation.Platform;
import no.samklang.organisation.OrganisationCommands;
import no.samklang.organisation.template.Templates.NewPlanQuery;
import no.samklang.organisation.template.Templates.TemplateInput;

/** Templates of goals and activities (ORG-1). */
public final class TemplateVerticle extends FeatureVerticle {
  private final TemplateService templates;

  public TemplateVerticle(Platform platform, PlanReads planReads) {
    super(platform);
    this.templates =
        new TemplateService(
            platform.db(), new OrganisationCommands(platform.db(), platform.clock()), planReads);
  }

  @Override
  protected void serve(Operations operations) {
    operations.on("listTemplates", templates::list);
    operations.on("createTemplate", TemplateInput.class, templates::create);
    operations.on("readTemplate", templates::get);
    operations.on("changeTemplate", TemplateInput.class, templates::change);
    operations.on("deleteTemplate", templates::delete);
    operations.on("templatesForNewPlan", NewPlanQuery.class, templates::listForNewPlan);
    operations.on("planTemplates", templates::listForPlan);
  }
}
