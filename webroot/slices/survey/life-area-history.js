import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { formatDate, formatDay } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { selectField } from '../../forms/select-field.js';
import { plainText } from '../goal/plain-text.js';
import '../../design/confirm-dialog.js';
import './texts.js';

/**
 * The dated statuses of a life area, two of them side by side (SURV-1). Events: `status-deleted` with the status, `older-wanted`.
 */
class LifeAreaHistory extends SamklangElement {
  static properties = { area: { attribute: false }, canWrite: { attribute: false }, chosen: { state: true }, toDelete: { state: true } };

  constructor() {
    super();
    /** @type {import('contract').LifeAreaHistory} */
    this.area = null;
    this.canWrite = false;
    /** @type {string[]} the ids of the two that are compared, as chosen */
    this.chosen = [];
    /** @type {import('contract').LifeAreaStatus|null} */
    this.toDelete = null;
  }

  /** @returns {import('contract').LifeAreaStatus[]} the two that are compared: the one before the latest, and the latest, at first */
  get #compared() {
    const { history } = this.area;
    return [history[1], history[0]].map((status, place) => history.find(({ id }) => id === this.chosen[place]) ?? status);
  }

  #choose(place, id) {
    const chosen = this.#compared.map((status) => status.id);
    chosen[place] = id;
    this.chosen = chosen;
  }

  #confirmed = () => {
    const status = this.toDelete;
    this.toDelete = null;
    this.emit('status-deleted', status);
  };

  #cancelled = () => {
    this.toDelete = null;
  };

  render() {
    return html`${this.area.history.length > 1 ? this.#compare() : nothing} ${this.#all()} ${this.#question()}`;
  }

  #compare() {
    const { history } = this.area;
    const options = history.map(({ id, on, by }) => ({ value: id, text: t('lifeArea.choice', { day: formatDay(on), name: by }) }));
    return html`<section class="panel" aria-labelledby="compare-heading">
      <h2 id="compare-heading">${t('lifeArea.compare')}</h2>
      <div class="compared">${this.#compared.map((status, place) => html`<div class="compared-status">
        ${selectField({ name: `compared-${place}`, label: t(place === 0 ? 'lifeArea.first' : 'lifeArea.second'), value: status.id, options,
          onChange: (id) => this.#choose(place, id) })}
        ${plainText(status.text)}
      </div>`)}</div>
    </section>`;
  }

  #all() {
    const { history, next } = this.area;
    return html`<section class="panel" aria-labelledby="all-heading">
      <h2 id="all-heading">${t('lifeArea.all')}</h2>
      <ol class="list-plain dated-statuses">${history.map((status) => this.#status(status))}</ol>
      ${next ? html`<button type="button" class="button button-quiet"
        @click=${() => this.emit('older-wanted')}>${t('lifeArea.showOlder')}</button>` : nothing}
    </section>`;
  }

  #status(status) {
    return html`<li>
      <p class="muted">${t('survey.writtenOn', { day: formatDay(status.on), name: status.by })}</p>
      ${plainText(status.text)}
      ${this.canWrite ? html`<p><button type="button" class="button button-link"
        @click=${() => (this.toDelete = status)}>${t('lifeArea.delete', { day: formatDate(status.on) })}</button></p>` : nothing}
    </li>`;
  }

  #question() {
    if (!this.toDelete) return nothing;
    return html`<confirm-dialog .heading=${t('lifeArea.deleteQuestion', { day: formatDate(this.toDelete.on) })}
      .content=${html`<p>${t('lifeArea.deleteWhat')}</p>`} .yes=${t('lifeArea.deleteYes')}
      @confirmed=${this.#confirmed} @cancelled=${this.#cancelled}></confirm-dialog>`;
  }
}

customElements.define('life-area-history', LifeAreaHistory);
