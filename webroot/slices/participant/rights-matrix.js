import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { MediaController } from '../../design/media-controller.js';
import { AREAS, isAtMost, levelOf } from './rights.js';
import { t } from '../../core/i18n.js';
import { levelChoice, levelText } from './level-choice.js';
import { participantFacts, participantMore } from './rights-row.js';
import { rightsConflict } from './rights-conflict.js';
import { RightsChanges } from './rights-changes.js';
import '../../design/confirm-dialog.js';
import './texts.js';

/**
 * The rights of all participants (PART-2, PART-6): persons down and areas across, changed in place by those who may; on a
 * narrow screen one person at a time. Event: `saved` with the card of a participant.
 */
class RightsMatrix extends SamklangElement {
  static properties = {
    matrix: { attribute: false },
    planId: { attribute: false },
    planType: { attribute: false },
    chosen: { state: true },
    asking: { state: true },
  };

  #wide = new MediaController(this, '(min-width: 68rem)');
  #changes = new RightsChanges(this, {
    planId: () => this.planId, mayRaise: (row) => this.#mayRaise(row), onSaved: (card) => this.emit('saved', card),
  });

  /** @type {Set<string>} participants whose other rights are unfolded */
  #unfolded = new Set();

  constructor() {
    super();
    /** @type {import('contract').PlanRights} */
    this.matrix = { items: [], total: 0, defaults: {} };
    this.planId = '';
    this.planType = '';
    /** @type {string|null} the participant shown on a narrow screen */
    this.chosen = null;
    /** @type {{row: any, changes: any[]}|null} a change to be confirmed */
    this.asking = null;
  }

  // What coordinators take from themselves and each other, only the owner can give back (PART-1).
  #mayRaise({ me, role }) {
    return this.matrix.items.some((one) => one.me && one.decides) || !(me || role === 'COORDINATOR');
  }

  #change(row, changes) {
    const losesForGood = !this.#mayRaise(row) && row.maxRights;
    if (losesForGood) this.asking = { row, changes };
    else this.#changes.change(row, changes);
    this.requestUpdate();
  }

  #confirmed() {
    const { row, changes } = this.asking;
    this.asking = null;
    this.#changes.change(row, changes);
  }

  render() {
    return html`${this.#wide.matches ? this.#table() : this.#onePerson()} ${this.asking ? this.#question() : nothing}`;
  }

  #table() {
    return html`<div class="matrix-frame"><table class="rights-matrix">
      <caption class="visually-hidden">${t('accessMatrix.heading')}</caption>
      <thead><tr>
        <th scope="col">${t('accessMatrix.person')}</th>
        ${AREAS.map((area) => html`<th scope="col">${t(`area.${area}`)}</th>`)}
      </tr></thead>
      ${this.matrix.items.map((row) => html`<tbody>
        <tr>
          <th scope="row">${this.#facts(row)}</th>
          ${AREAS.map((area) => html`<td>${this.#cell(row, area)}</td>`)}
        </tr>
        <tr class="matrix-more"><td colspan=${AREAS.length + 1}>${this.#conflict(row)} ${this.#more(row)}</td></tr>
      </tbody>`)}
    </table></div>`;
  }

  #onePerson() {
    const { items } = this.matrix;
    const row = items.find(({ participantId }) => participantId === this.chosen) ?? items[0];
    if (!row) return nothing;
    return html`<div class="field">
        <label class="label" for="matrix-person">${t('accessMatrix.choosePerson')}</label>
        <select id="matrix-person" class="select" @change=${(event) => (this.chosen = event.target.value)}>
          ${items.map(({ participantId, name }) => html`<option value=${participantId}
            ?selected=${participantId === row.participantId}>${name}</option>`)}
        </select>
      </div>
      <section class="panel rights-person" aria-label=${row.name}>
        ${this.#facts(row)} ${this.#conflict(row)}
        <ul class="list-plain">${AREAS.map((area) => html`<li class="rights-area">
          <span class="rights-area-name">${t(`area.${area}`)}</span> ${this.#cell(row, area)}
        </li>`)}</ul>
        ${this.#more(row)}
      </section>`;
  }

  #facts(row) {
    return participantFacts({ ...row, rights: this.#changes.shown(row) }, { planId: this.planId, planType: this.planType });
  }

  #more(row) {
    return participantMore({ ...row, rights: this.#changes.shown(row) }, {
      planId: this.planId, planType: this.planType, standard: this.matrix.defaults[row.role],
      isOpen: this.#unfolded.has(row.participantId), onToggle: (isOpen) => this.#toggled(row.participantId, isOpen),
      onChange: (changes) => this.#change(row, changes),
    });
  }

  #toggled(participantId, isOpen) {
    this.#unfolded[isOpen ? 'add' : 'delete'](participantId);
  }

  #conflict(row) {
    const conflict = this.#changes.conflicts.get(row.participantId);
    if (!conflict) return nothing;
    return rightsConflict(row.name, conflict, (again) => this.#changes.resolve(row, again));
  }

  #cell(row, area) {
    const value = levelOf(this.#changes.shown(row), area);
    const { maxRights } = row;
    if (!maxRights) return levelText(value);
    return levelChoice({
      name: `level-${row.participantId}-${area}`, label: t('accessMatrix.cell', { name: row.name, area: t(`area.${area}`) }), value,
      isAllowed: (level) => isAtMost(level, levelOf(maxRights, area)) || isAtMost(level, levelOf(row.rights, area)),
      onChange: (to) => this.#change(row, [{ area, to }]),
    });
  }

  #question() {
    const { row } = this.asking;
    return html`<confirm-dialog
      .heading=${t('rights.takeAwayQuestion', { name: row.name })} .yes=${t('rights.takeAway')}
      .content=${html`<p>${t(row.me ? 'rights.ownNote' : 'rights.coordinatorNote')}</p>`}
      @confirmed=${() => this.#confirmed()} @cancelled=${() => (this.asking = null)}
    ></confirm-dialog>`;
  }
}

customElements.define('rights-matrix', RightsMatrix);
