import { html } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { textField } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import '../../forms/error-summary.js';
import '../../design/confirm-dialog.js';
import './texts.js';

/** Asks for the short name, and deletes a plan for good (PLAN-9). Events: `deleted`, `cancelled`. */
class DeletePlan extends SamklangElement {
  static properties = { plan: { attribute: false } };

  #form = new FormController(this, {
    valuesOf: () => ({ shortName: '' }),
    validate: ({ shortName }) => (shortName.trim() ? {} : { shortName: 'required' }),
    send: ({ shortName }) => api.delete(`/plans/${this.plan.id}`, { body: { shortName } }),
    savedText: t('closedPlans.deleted'),
    onSaved: () => this.emit('deleted'),
  });

  constructor() {
    super();
    /** @type {import('contract').ClosedPlan} */
    this.plan = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#form.open(this.plan);
  }

  render() {
    const form = this.#form;
    if (!form.values) return html``;
    const content = html`<p>${t('closedPlans.means', { name: this.plan.owner })}</p>
      <p>${t('closedPlans.remains')}</p>
      <error-summary .errors=${form.errors}></error-summary>
      ${textField({
        name: 'shortName', label: t('closedPlans.confirm', { name: this.plan.confirmation }), value: form.values.shortName,
        error: form.errorOf('shortName'), autocomplete: 'off', spellcheck: 'false', maxlength: 400, required: true,
        onInput: (shortName) => form.change({ shortName }),
      })}`;
    return html`<confirm-dialog .heading=${t('closedPlans.question')} .content=${content} .yes=${t('closedPlans.yes')}
      .no=${t('closedPlans.no')} ?busy=${form.busy} .problem=${form.problem}
      @confirmed=${() => form.submit()} @cancelled=${() => this.#cancel()}></confirm-dialog>`;
  }

  #cancel() {
    this.emit('cancelled');
  }
}

customElements.define('delete-plan', DeletePlan);
