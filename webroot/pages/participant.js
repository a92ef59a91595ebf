import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { formatDate } from '../app/format.js';
import { KeptForm } from '../app/kept-form.js';
import { notify } from '../app/notify.js';
import { personInput, personValues } from '../app/person.js';
import { currentPlan } from '../app/plan.js';
import { PlanResource } from '../app/plan-resource.js';
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
  #form = null;
  #resource = new PlanResource(this, { path: () => `participants/${this.params.participantId}`, take: (card) => this.#take(card) });

  get card() {
    return this.#resource.value;
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

  async #take(card) {
    this.#resource.value = card;
    if (!card.may.edit) return;
    if (this.#form) return this.#form.refreshed(card);
    this.#form = new KeptForm(this, `plan-${this.params.planId}-participant-${this.params.participantId}`, { valuesOf });
    await this.#form.begin(card);
  }

  #submit(event) {
    event.preventDefault();
    void this.#save(this.#form.save(this.#send));
  }

  #send = ({ responsibility, ...person }, version) =>
    api.put(this.#api, { responsibility: responsibility.trim() || null, person: personInput(person) }, { version });

  async #save(saving) {
    const saved = await saving;
    if (!saved) return focusFirstError(this);
    this.#resource.value = saved;
    notify(t('participant.saved'));
  }

  async #takeTheirs() {
    this.#resource.value = this.#form.theirs;
    await this.#form.drop(this.card);
  }

  render() {
    const { failure, retry, refresh } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
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
        ? html`<participant-account .path=${this.#api} .card=${this.card} @changed=${refresh}></participant-account>`
        : nothing}
      <participant-leave .path=${this.#api} .card=${this.card} .group=${this.#group}></participant-leave>
    </section>`;
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
      <picture-choice .person=${{ ...person, name }} .path=${`${this.#api}/picture`} @picture=${this.#resource.refresh}></picture-choice>
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
        .mine=${cardText(form.values)} .theirs=${cardText(valuesOf(form.theirs))} .explanation=${t('participant.conflict')}
        @keep-mine=${() => this.#save(form.keepMine(this.#send))} @take-theirs=${() => this.#takeTheirs()}
      ></version-choice>`;
    }
    return html`<form class="panel" novalidate @submit=${this.#submit}>
      ${form.restored ? html`<p class="banner" role="status">${icon('clock-history')} <span>${t('form.restored')}</span></p>` : nothing}
      <person-fields ?own=${this.card.me} .fixedBirthDate=${this.card.me && this.card.role === 'OWNER'} .person=${form.values} .errors=${form.errors} @typed=${(event) => form.change(event.detail)}></person-fields>
      ${textArea({
        name: 'responsibility', label: t('participant.responsibility'), hint: t('participant.responsibilityHint'), rows: 3, maxlength: 2000,
        value: form.values.responsibility, onInput: (responsibility) => form.change({ responsibility }),
      })}
      ${saveState(form.saver)} ${formError(form.problem)}
      <p class="actions">
        <button type="submit" class="btn btn-primary" ?disabled=${form.busy}>${t(form.busy ? 'form.saving' : 'participant.save')}</button>
        ${form.isChanged ? html`<button type="button" class="btn btn-link" ?disabled=${form.busy} @click=${() => form.drop(this.card)}>${t('form.undo')}</button>` : nothing}
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

function valuesOf(card) {
  return { ...personValues(card.person), responsibility: card.responsibility ?? '' };
}

function cardText(written) {
  const { responsibility } = written;
  return responsibility ? `${personText(written)}\n${t('participant.responsibility')}: ${responsibility}` : personText(written);
}

customElements.define('page-participant', ParticipantPage);
