import { html, nothing } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { Page } from '../../core/element.js';
import { focusAfter } from '../../core/focus.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import './texts.js';

/**
 * Stops a change of an address by another, without a login (PERSON-15). To open the page changes nothing: a mail scanner follows links.
 * What makes the address unguessable stands behind `#`, which browsers send to nobody.
 */
class StopChangePage extends Page {
  static properties = { answer: { state: true } };

  #action = new ActionController(this);

  constructor() {
    super();
    /** @type {''|'stopped'|'gone'} */
    this.answer = '';
  }

  async #stop() {
    await this.#action.run(async () => {
      try {
        await api.post('/waiting-addresses/stop', { link: location.hash.slice(1) || '-' });
        this.answer = 'stopped';
      } catch (problem) {
        if (problem.status !== 404) throw problem;
        this.answer = 'gone';
      }
    });
    if (this.answer) await focusAfter(this, 'h1');
  }

  render() {
    return html`<section class="page page-narrow">
      <h1 tabindex="-1">${t(`stopChange.heading${this.answer && `_${this.answer}`}`)}</h1>
      <p class="lead">${t(`stopChange.lead${this.answer && `_${this.answer}`}`)}</p>
      ${this.answer ? html`<p>${t('stopChange.help')}</p>
        <p class="actions"><a class="button button-primary" href="/logg-inn">${t('loginCode.toLogin')}</a></p>` : this.#question()}
    </section>`;
  }

  #question() {
    return html`<p>${t('stopChange.agreed')}</p>
      ${formError(this.#action.problem)}
      <p class="actions"><button type="button" class="button button-danger" aria-disabled=${this.#action.busy ? 'true' : nothing}
        @click=${() => void this.#stop()}>${icon('x-lg')} ${t('stopChange.stop')}</button></p>`;
  }
}

customElements.define('page-stop-change', StopChangePage);
