import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { serverDraft } from '../../forms/server-draft.js';
import { icon } from '../../design/icon.js';
import { guardianOf } from './created-plan.js';
import './texts.js';

/** What to do first in a plan that was created just now. */
class PlanCreatedPage extends Page {
  get #addPage() {
    return `/planer/${this.params.planId}/deltakere/ny`;
  }

  // As a draft of that page, so that the name isn't in its address.
  async #addGuardian(name) {
    const words = name.split(/\s+/);
    const values = { role: 'GUARDIAN', firstName: words.slice(0, -1).join(' ') || name, lastName: words.slice(1).at(-1) ?? '' };
    const base = { role: '', firstName: '', lastName: '' };
    const draft = serverDraft(`plan-${this.params.planId}-new-participant`);
    // What has been begun there stays. Without the draft, the name is written once more.
    const begun = await draft.load().catch(() => true);
    if (!begun) await draft.save({ values, base }, { keepalive: false }).catch(() => undefined);
    router.go(this.#addPage);
  }

  render() {
    const guardian = guardianOf(this.params.planId);
    return html`<section class="page page-reading">
      <h1>${t('planCreated.heading')}</h1>
      <p class="lead">${t('planCreated.lead')}</p>
      ${guardian ? html`<p>${t('planCreated.guardian', { name: guardian })}</p>` : nothing}
      <p class="actions">
        ${guardian ? html`<button type="button" class="button button-primary" @click=${() => this.#addGuardian(guardian)}>
            ${icon('person-plus')} ${t('planCreated.addGuardian', { name: guardian })}
          </button>` : nothing}
        <a class="button ${guardian ? 'button-quiet' : 'button-primary'}"
          href=${this.#addPage}>${icon('person-plus')} ${t('planCreated.addParticipants')}</a>
        <a class="button button-quiet" href="/planer/${this.params.planId}">${t('planCreated.toPlan')}</a>
      </p>
    </section>`;
  }
}

customElements.define('page-plan-created', PlanCreatedPage);
