import { html, nothing } from 'lit';
import { explainField } from '../app/problem.js';
import { t } from '../app/i18n.js';
import { formError } from './field.js';
import { icon } from './icon.js';
import { personWords } from './person-search.js';
import './person-fields.js';

/**
 * Whose plan it is: found in the register, or else put in it (PERSON-3).
 *
 * @param {import('../app/new-plan.js').NewPlan} plan
 */
export function ownerStep(plan) {
  const { owner, register } = plan.content;
  if (plan.twins.length > 0) return twins(plan);
  if (register) return newPerson(plan);
  return owner ? chosen(plan, owner) : search(plan);
}

function search(plan) {
  return html`
    <p>${t('newPlan.ownerLead')}</p>
    ${plan.errors.owner ? formError(plan.errors.owner) : nothing}
    <person-search .label=${t('newPlan.ownerName')} @chosen=${(event) => choose(plan, event.detail)} @searched=${(event) => searched(plan, event.detail)}></person-search>
    <p class="aside">${t('newPlan.notFound')}</p>
    <p><button type="button" class="btn btn-outline-primary" @click=${() => plan.change({ register: true })}>${icon('person-plus')} ${t('newPlan.register')}</button></p>`;
}

function choose(plan, owner) {
  Object.assign(plan, { twins: [], errors: {}, problem: '', second: false });
  plan.change({ owner, register: false, registerAnyway: false, secondPlan: false });
}

/** The name that was searched for needn't be written again. */
function searched(plan, { name }) {
  const words = name.split(/\s+/);
  const last = words.length > 1 ? words.pop() : '';
  const { person } = plan.content;
  if (!person.birthDate && !person.mobile && !person.email) plan.change({ person: { ...person, firstName: words.join(' '), lastName: last } });
}

function chosen(plan, owner) {
  return html`
    <p>${t('newPlan.ownerChosen')}</p>
    <div class="panel">${personWords(owner)}</div>
    ${plan.errors['owner.personId'] ? formError(explainField(plan.errors['owner.personId'])) : nothing}
    <p><button type="button" class="btn btn-outline-primary" @click=${() => plan.change({ owner: null })}>${t('newPlan.chooseOther')}</button></p>`;
}

function newPerson(plan) {
  return html`
    <p>${t('newPlan.registerLead')}</p>
    <person-fields .person=${plan.content.person} .errors=${errorCodes(plan)} @typed=${(event) => plan.change({ person: event.detail, registerAnyway: false })}></person-fields>
    <p><button type="button" class="btn btn-outline-primary" @click=${() => plan.change({ register: false })}>${icon('search')} ${t('newPlan.searchAgain')}</button></p>`;
}

function errorCodes({ errors }) {
  const own = Object.entries(errors).filter(([field]) => field.startsWith('owner.'));
  return Object.fromEntries(own.map(([field, words]) => [field.slice('owner.'.length), words]));
}

function twins(plan) {
  return html`<div role="alert">
      <p class="banner">${icon('people-fill')} <span>${t('newPlan.twins', { n: plan.twins.length })}</span></p>
    </div>
    <ul class="plain hits">${plan.twins.map((person) => html`<li class="panel hit">
      ${personWords(person)}
      <button type="button" class="btn btn-outline-primary" @click=${() => choose(plan, person)}>${t('newPlan.isTwin')}</button>
    </li>`)}</ul>
    <p><button type="button" class="btn btn-outline-primary" @click=${() => another(plan)}>${icon('person-plus')} ${t('newPlan.isAnother')}</button></p>`;
}

function another(plan) {
  plan.twins = [];
  plan.change({ registerAnyway: true, step: 'summary' });
}
