import { html } from 'lit';
import { router } from '../../core/router.js';
import { t } from '../../core/i18n.js';
import { errorOf } from '../../forms/field.js';
import { icon } from '../../design/icon.js';
import { addressOf } from './create-plan-form.js';
import { personSummary } from '../person/person-search.js';
import '../person/person-fields.js';
import './texts.js';

const SEARCH_FIELD = '#person-search';

/**
 * Wizard step: the plan's owner, found in the register or registered (PERSON-3).
 *
 * @param {import('./create-plan-controller.js').CreatePlanController} plan
 */
export function ownerStep(plan) {
  const { owner, register } = plan.values;
  if (plan.duplicates.length > 0) return duplicates(plan);
  if (register) return newPerson(plan);
  return owner ? chosen(plan, owner) : search(plan);
}

function search(plan) {
  return html`
    <p>${t('createPlan.ownerLead')}</p>
    <person-search
      .label=${t('createPlan.ownerName')} .missing=${plan.form.errorOf('owner')} @chosen=${(event) => plan.chooseOwner(event.detail)}
      @searched=${(event) => searched(plan, event.detail)}
    ></person-search>
    <p class="aside">${t('createPlan.notFound')}</p>
    <p><button type="button" class="button button-quiet"
      @click=${() => plan.show({ register: true }, '#person-firstName')}>${icon('person-plus')} ${t('createPlan.register')}</button></p>`;
}

// Copies the searched name to the form.
function searched(plan, { name }) {
  const words = name.split(/\s+/);
  const last = words.length > 1 ? words.pop() : '';
  const { person } = plan.values;
  if (!person.birthDate && !person.dueDate && !person.mobile
    && !person.email) plan.change({ person: { ...person, firstName: words.join(' '), lastName: last } });
}

function chosen(plan, owner) {
  return html`
    <p>${t('createPlan.ownerChosen')}</p>
    <div class="panel">${personSummary(owner)} ${errorOf({ name: 'owner', error: plan.form.errorOf('owner') })}</div>
    <p><button type="button" class="button button-quiet"
      @click=${() => plan.show({ owner: null }, SEARCH_FIELD)}>${t('createPlan.chooseOther')}</button></p>`;
}

function newPerson(plan) {
  return html`
    <p>${t('createPlan.registerLead')}</p>
    <person-fields mayBeUnborn .person=${plan.values.person} .errors=${personErrors(plan.form.errors)}
      @value-changed=${(event) => plan.change({ person: event.detail, registerAnyway: false })}></person-fields>
    <p><button type="button" class="button button-quiet"
      @click=${() => plan.show({ register: false }, SEARCH_FIELD)}>${icon('search')} ${t('createPlan.searchAgain')}</button></p>`;
}

function personErrors(errors) {
  const own = Object.entries(errors).filter(([field]) => field.startsWith('person.'));
  return Object.fromEntries(own.map(([field, code]) => [field.slice('person.'.length), code]));
}

function duplicates(plan) {
  return html`<div role="alert">
      <p class="banner">${icon('people-fill')} <span>${t('createPlan.duplicates', { n: plan.duplicates.length })}</span></p>
    </div>
    <ul class="list-plain search-hits">${plan.duplicates.map((person) => html`<li class="panel search-hit">
      ${personSummary(person)}
      <button type="button" class="button button-quiet" @click=${() => plan.chooseOwner(person)}>${t('createPlan.useDuplicate')}</button>
    </li>`)}</ul>
    <p><button type="button" class="button button-quiet"
      @click=${() => another(plan)}>${icon('person-plus')} ${t('createPlan.registerAnyway')}</button></p>`;
}

function another(plan) {
  plan.duplicates = [];
  plan.change({ registerAnyway: true });
  router.go(addressOf('summary'));
}
