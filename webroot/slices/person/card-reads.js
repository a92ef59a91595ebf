import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { formatMoment } from '../../core/format.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { loading } from '../../design/loading.js';
import './texts.js';

/** Who has read the user's card as an administrator (PART-6). */
class CardReads extends SamklangElement {
  static properties = { reads: { state: true }, problem: { state: true } };

  constructor() {
    super();
    /** @type {{ name: string, at: string, times: number }[]|null} */
    this.reads = null;
    this.problem = '';
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  async #load() {
    try {
      this.reads = (await api.get('/me/card-reads')).items;
    } catch (problem) {
      this.problem = explain(problem);
    }
  }

  render() {
    return html`<section class="panel" aria-labelledby="card-reads-heading">
      <h2 id="card-reads-heading">${t('cardReads.heading')}</h2>
      <p>${t('cardReads.lead')}</p>
      ${formError(this.problem)} ${this.#content()}
    </section>`;
  }

  #content() {
    if (!this.reads) return this.problem ? nothing : loading();
    if (this.reads.length === 0) return html`<p class="muted">${t('cardReads.none')}</p>`;
    return html`<ul class="list-plain rows">${this.reads.map(({ name, at, times }) => html`<li>
      <div>
        <p><strong>${name}</strong></p>
        <p class="muted">${formatMoment(at)}${times > 1 ? html` – ${t('cardReads.times', { n: times })}` : nothing}</p>
      </div>
    </li>`)}</ul>`;
  }
}

customElements.define('card-reads', CardReads);
