import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { router } from '../../core/router.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/** Opens the user's practice plan, which is made if there is none (PLAN-10). */
class PracticeOffer extends SamklangElement {
  #action = new ActionController(this);

  #open() {
    return this.#action.run(async () => {
      const { id } = await api.put('/me/practice-plan');
      router.go(`/planer/${id}`);
    });
  }

  render() {
    const { busy, problem } = this.#action;
    return html`<section class="panel" aria-labelledby="practice-offer">
      <h2 id="practice-offer">${t('practice.offer')}</h2>
      <p>${t('practice.offerLead')}</p>
      ${formError(problem)}
      <p class="actions"><button type="button" class="button button-quiet" aria-busy=${busy} aria-disabled=${busy ? 'true' : nothing}
        @click=${() => !busy && this.#open()}>${icon('mortarboard-fill')} ${t('practice.open')}</button></p>
    </section>`;
  }
}

customElements.define('practice-offer', PracticeOffer);
