import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { coalesced } from '../app/coalesce.js';
import { formatDate } from '../app/format.js';
import { KeptForm } from '../app/kept-form.js';
import { Listen } from '../app/listen.js';
import { live } from '../app/live.js';
import { notify } from '../app/notify.js';
import { personInput, personValues } from '../app/person.js';
import { currentPlan } from '../app/plan.js';
import { t } from '../app/i18n.js';
import { focusFirstError, formError, textArea } from '../components/field.js';
import { icon } from '../components/icon.js';
import { loading } from '../components/loading.js';
import { personFace } from '../components/person-face.js';
import { personFacts, personText } from '../components/person-facts.js';
import { roleName } from '../components/person-badge.js';
import { rightsWords } from '../components/rights-words.js';
import { saveState } from '../components/save-state.js';
import '../components/notification-choices.js';
import '../components/participant-account.js';
import '../components/participant-leave.js';
import '../components/person-fields.js';
import '../components/picture-choice.js';
import '../components/problem-page.js';
import '../components/version-choice.js';

/** A participant's card: person, contact, consent and rights; then notices and account (PART-3). */
class ParticipantPage extends Page {
  static properties = { card: { state: true }, failure: { state: true } };

  #form = null;
  #refresh = coalesced(() => this.#freshen());

  constructor() {
    super();
    this.card = null;
    this.failure = null;
    new Listen(this, live, {
      changed: ({ detail }) => detail.planId === this.params.planId && this.#refresh(),
      resync: () => this.#refresh(),
    });
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.card) void this.#load();
  }

  get keeper() {
    return this.#form?.saver;
  }

  get #api() {
    return `/plans/${this.params.planId}/participants/${this.params.participantId}`;
  }

  get #group() {
    return `/planer/${this.params.planId}/deltakere`;
  }

  async #load() {
    try {
      this.failure = null;
      this.card = await api.get(this.#api);
      if (!this.card.may.edit) return;
      this.#form ??= new KeptForm(this, `plan-${this.params.planId}-participant-${this.params.participantId}`);
      await this.#form.begin(values(this.card));
    } catch (problem) {
      this.failure = problem;
    }
  }

  async #freshen() {
    const card = await api.get(this.#api, { background: true }).catch((problem) => this.#lost(problem));
    if (!card) return;
    // A form that is being written in stays on the version that it began with.
    if (!this.#form?.isChanged) this.#take(card);
    else this.card = { ...card, version: this.card.version };
  }

  #lost(problem) {
    if (problem.status === 404 || problem.status === 403) this.failure = problem;
  }

  #take(card) {
    this.card = card;
    this.#form?.refreshed(values(card));
  }

  #submit(event) {
    event.preventDefault();
    void this.#save(this.card.version);
  }

  async #save(version) {
    const body = ({ responsibility, ...person }) => ({ responsibility: responsibility.trim() || null, person: personInput(person) });
    const saved = await this.#form.submit((written) => api.put(this.#api, body(written), { version }));
    if (!saved) return this.#refused();
    this.card = saved;
    await this.#form.drop(values(saved));
    notify(t('participant.saved'));
  }

  #refused() {
    const { theirs } = this.#form;
    // Something else about the participant was changed, not what stands in this form.
    if (theirs && this.#form.isBase(values(theirs))) this.#keepMine();
    else void focusFirstError(this);
  }

  #keepMine() {
    const { version } = this.#form.theirs;
    this.#form.theirs = null;
    void this.#save(version);
  }

  async #takeTheirs() {
    this.card = this.#form.theirs;
    await this.#form.drop(values(this.card));
  }

  render() {
    if (this.failure) return html`<problem-page .problem=${this.failure} @retry=${this.#retry}></problem-page>`;
    if (!this.card) return loading();
    const { may, notifications } = this.card;
    return html`<section class="page page-reading">
      <p><a class="back" href=${this.#group}>${icon('arrow-left')} ${t('participant.back')}</a></p>
      ${this.#head()}
      ${may.picture ? this.#picture() : nothing} ${may.edit ? this.#editing() : this.#facts()}
      ${this.#consentAndRights()}
      ${notifications
        ? html`<notification-choices .path=${this.#api} .chosen=${notifications} .person=${this.card.person} .mine=${this.card.me}></notification-choices>`
        : nothing}
      ${this.card.account || may.account
        ? html`<participant-account .path=${this.#api} .card=${this.card} @changed=${this.#refresh}></participant-account>`
        : nothing}
      <participant-leave .path=${this.#api} .card=${this.card} .group=${this.#group}></participant-leave>
    </section>`;
  }

  #retry(event) {
    event.stopPropagation();
    void this.#load();
  }

  #head() {
    const { person, role, me, since, may } = this.card;
    const name = `${person.firstName} ${person.lastName}`;
    return html`<div class="card-head">
      ${may.picture ? nothing : personFace({ ...person, name }, { large: true })}
      <div>
        <h1>${name}${me ? html` <span class="person-me">(${t('role.me')})</span>` : nothing}</h1>
        <p class="person-role">${roleName(role, currentPlan.home?.type)}. ${t('participant.since', { date: formatDate(since) })}</p>
      </div>
    </div>`;
  }

  #picture() {
    const { person } = this.card;
    const name = `${person.firstName} ${person.lastName}`;
    return html`<section class="panel" aria-labelledby="picture-heading">
      <h2 id="picture-heading">${t('participant.picture')}</h2>
      <picture-choice .person=${{ ...person, name }} .path=${`${this.#api}/picture`} @picture=${this.#refresh}></picture-choice>
    </section>`;
  }

  #facts() {
    const { person, responsibility } = this.card;
    return html`<section class="panel" aria-labelledby="person-heading">
      <h2 id="person-heading">${t('participant.personHeading')}</h2>
      ${personFacts(person)}
      <h3>${t('participant.responsibility')}</h3>
      <p class="written">${responsibility || t('participant.noResponsibility')}</p>
    </section>`;
  }

  #editing() {
    const form = this.#form;
    if (!form?.values) return loading();
    if (form.theirs) {
      return html`<version-choice
        .mine=${cardText(form.values)} .theirs=${cardText(values(form.theirs))} .explanation=${t('participant.conflict')}
        @keep-mine=${() => this.#keepMine()} @take-theirs=${() => this.#takeTheirs()}
      ></version-choice>`;
    }
    return html`<form class="panel" novalidate @submit=${this.#submit}>
      ${form.restored ? html`<p class="banner" role="status">${icon('clock-history')} <span>${t('form.restored')}</span></p>` : nothing}
      <person-fields ?own=${this.card.me} .person=${form.values} .errors=${form.errors} @typed=${(event) => form.change(event.detail)}></person-fields>
      ${textArea({
        name: 'responsibility', label: t('participant.responsibility'), hint: t('participant.responsibilityHint'), rows: 3, maxlength: 2000,
        value: form.values.responsibility, onInput: (responsibility) => form.change({ responsibility }),
      })}
      ${saveState(form.saver)} ${formError(form.problem)}
      <p class="actions">
        <button type="submit" class="btn btn-primary" ?disabled=${form.busy}>${t(form.busy ? 'form.saving' : 'participant.save')}</button>
        ${form.isChanged ? html`<button type="button" class="btn btn-link" ?disabled=${form.busy} @click=${() => form.drop(values(this.card))}>${t('form.undo')}</button>` : nothing}
      </p>
    </form>`;
  }

  #consentAndRights() {
    const { role, rights, consentScope, endsOn, substitute, open, may } = this.card;
    return html`<section class="panel" aria-labelledby="rights-heading">
      <h2 id="rights-heading">${t('participant.rightsHeading')}</h2>
      ${open ? nothing : html`<p class="banner">${icon('lock-fill')} <span>${t('participant.shut')}</span></p>`}
      <dl class="facts">
        <div><dt>${t('rights.role')}</dt><dd>${roleName(role, currentPlan.home?.type)}</dd></div>
        <div><dt>${t('rights.endsOn')}</dt><dd>${endsOn ? formatDate(endsOn) : t('rights.noEnd')}</dd></div>
        ${substitute ? html`<div><dt>${t('participant.substitute')}</dt><dd>${formatDate(substitute.from)}–${formatDate(substitute.until)}</dd></div>` : nothing}
        ${rights ? html`<div><dt>${t('rights.consentScope')}</dt><dd>${consentScope || t('rights.wholeConsent')}</dd></div>` : nothing}
      </dl>
      ${rights ? rightsWords(rights) : html`<p class="quiet">${t('participant.rightsHidden')}</p>`}
      ${this.#toRights(may, role)}
    </section>`;
  }

  #toRights(may, role) {
    if (may.decideRights) {
      const where = `${this.#group}/${this.params.participantId}/rettigheter`;
      return html`<p><a class="btn btn-outline-primary" href=${where}>${icon('sliders')} ${t('participant.toRights')}</a></p>`;
    }
    return role === 'OWNER' ? html`<p class="quiet">${t('participant.ownersRights')}</p>` : nothing;
  }
}

function values(card) {
  return { ...personValues(card.person), responsibility: card.responsibility ?? '' };
}

function cardText(written) {
  const { responsibility } = written;
  return responsibility ? `${personText(written)}\n${t('participant.responsibility')}: ${responsibility}` : personText(written);
}

customElements.define('page-participant', ParticipantPage);
