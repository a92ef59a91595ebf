import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { notify } from '../../core/notify.js';
import { router } from '../../core/router.js';
import { icon } from '../../design/icon.js';
import '../../design/confirm-dialog.js';
import './texts.js';

/** Says on every page of a practice plan that it is one, and until when it exists, and deletes it (PLAN-10). */
class PracticeBar extends SamklangElement {
  static properties = { until: { attribute: false }, confirming: { state: true } };

  #action = new ActionController(this);

  constructor() {
    super();
    /** The last day on which the plan exists. */
    this.until = '';
    this.confirming = false;
  }

  async #delete() {
    const isDeleted = await this.#action.run(() => api.delete('/me/practice-plan'));
    if (!isDeleted) return;
    this.confirming = false;
    notify(t('practice.deleted'));
    router.go('/planer', { replace: true });
  }

  render() {
    return html`<div class="banner" role="note">${icon('mortarboard-fill')}
      <div><p><strong>${t('practice.heading')}</strong> ${t('practice.madeUp', { date: formatDate(this.until) })}</p>
        <button type="button" class="button button-link" @click=${() => (this.confirming = true)}>${t('practice.delete')}</button></div>
    </div>
    ${this.confirming ? this.#confirmation() : nothing}`;
  }

  #confirmation() {
    const { busy, problem } = this.#action;
    return html`<confirm-dialog .heading=${t('practice.deleteQuestion')} .content=${html`<p>${t('practice.deleteMeans')}</p>`}
      .yes=${t('practice.deleteYes')} .no=${t('practice.deleteNo')} .busy=${busy} .problem=${problem}
      @confirmed=${() => this.#delete()} @cancelled=${() => (this.confirming = false)}></confirm-dialog>`;
  }
}

customElements.define('practice-bar', PracticeBar);
