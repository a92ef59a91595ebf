import { api, newKey } from './api.js';
import { isYoungerThan, today, yearsAfter } from './days.js';
import { FormDraft } from './form-draft.js';
import { personInput, personValues } from './person.js';
import { explain, explainField } from './problem.js';
import { session } from './session.js';
import { t } from './i18n.js';

export const STEPS = ['owner', 'facts', 'consent', 'summary'];
const PLACES = { owner: /^owner\./, consent: /^consent\./, facts: /^(type|shortName|startDate|organisationId|coordinator)/ };

/** A plan on its way to being made, one thing at a time; what is typed is kept until it is (PLAN-1, LOGIN-7). */
export class NewPlan {
  /** @type {any} null until it has begun */
  content = null;
  /** @type {any[]} where plans may be made */
  units = [];
  /** @type {Record<string, string>} in words, by field; the owner's as codes */
  errors = {};
  /** @type {any[]} who has the same name and birth date */
  twins = [];
  problem = '';
  /** Whether the owner has an individual plan already. */
  second = false;
  busy = false;
  #host;
  #draft;

  /** @param {import('lit').ReactiveControllerHost} host */
  constructor(host) {
    this.#host = host;
    this.#draft = new FormDraft(host, 'new-plan');
  }

  get saver() {
    return this.#draft.saver;
  }

  async begin() {
    const [{ items }, kept] = await Promise.all([api.get('/organisations'), this.#draft.kept()]);
    this.units = items.filter(({ mayCreatePlans }) => mayCreatePlans);
    this.#become({ content: { ...empty(this.units), ...kept } });
  }

  /** @param {object} part */
  change(part) {
    this.content = { ...this.content, ...part };
    this.saver.changed(this.content);
    this.#host.requestUpdate();
  }

  /** @param {object} part */
  changeConsent(part) {
    this.change({ consent: { ...this.content.consent, ...part } });
  }

  /** @returns {number} from which age one consents alone where the plan is made */
  get consentAge() {
    const { organisationId } = this.content;
    return (this.units.find(({ id }) => id === organisationId) ?? this.units[0])?.consentAge ?? 16;
  }

  /** @returns {boolean} as far as is known here: the birth date of somebody found isn't shown */
  get needsGuardian() {
    const { register, person } = this.content;
    return register && isYoungerThan(person.birthDate, this.consentAge);
  }

  /** @returns {string} what the one who runs such a plan is called */
  get coordinatorWord() {
    return t(this.content.type === 'SL' ? 'role.BATON_HOLDER' : 'role.COORDINATOR');
  }

  /** @param {string} step */
  go(step) {
    this.change({ step });
  }

  /** @returns {boolean} whether the step is filled in; else it says what is missing */
  next() {
    const errors = missing(this);
    this.#become({ errors, problem: '' });
    if (Object.keys(errors).length > 0) return false;
    this.go(STEPS[STEPS.indexOf(this.content.step) + 1]);
    return true;
  }

  back() {
    this.#become({ errors: {}, problem: '' });
    this.go(STEPS[STEPS.indexOf(this.content.step) - 1]);
  }

  /** @returns {Promise<string|null>} the id of the plan that was made */
  async make() {
    if (this.busy) return null;
    this.#become({ busy: true, problem: '', errors: {}, twins: [] });
    try {
      const { id } = await api.post('/plans', body(this.content), { idempotencyKey: this.content.key });
      await this.#draft.drop();
      return id;
    } catch (problem) {
      this.#refused(problem);
      return null;
    } finally {
      this.#become({ busy: false });
    }
  }

  /** Throws away what is written, and begins anew. */
  async forget() {
    await this.#draft.drop();
    this.#become({ content: empty(this.units), errors: {}, problem: '', twins: [], second: false });
  }

  #refused(problem) {
    if (problem.code === 'plan.secondActiveIp') return this.#become({ second: true });
    if (problem.code === 'person.duplicate') {
      this.go('owner');
      return this.#become({ twins: problem.current ?? [] });
    }
    const step = STEPS.find((name) => problem.errors?.some(({ field }) => PLACES[name]?.test(field)));
    if (step) this.go(step);
    const errors = (problem.errors ?? []).map(({ field, code }) => [field, PLACES.owner.test(field) ? code : explainField(code)]);
    return this.#become({ errors: Object.fromEntries(errors), problem: explain(problem) });
  }

  #become(change) {
    Object.assign(this, change);
    this.#host.requestUpdate();
  }
}

function empty(units) {
  const day = today();
  return {
    step: 'owner',
    key: newKey(),
    owner: null,
    register: false,
    person: personValues(),
    registerAnyway: false,
    type: '',
    shortName: '',
    startDate: day,
    organisationId: units[0]?.id ?? null,
    coordinator: null,
    consent: { from: day, until: yearsAfter(day, 1), scope: '', capacity: '', givenByName: '', reason: '', differentiated: false },
    secondPlan: false,
  };
}

function missing({ content, needsGuardian }) {
  return { owner: missingOwner, facts: missingFacts, consent: (one) => missingConsent(one, needsGuardian), summary: () => ({}) }[content.step](content);
}

function missingOwner({ owner, register, person }) {
  if (!register) return owner ? {} : { owner: t('newPlan.ownerMissing') };
  const errors = {};
  if (!person.firstName.trim()) errors['owner.firstName'] = 'required';
  if (!person.lastName.trim()) errors['owner.lastName'] = 'required';
  if (!person.mobile.trim() && !person.email.trim()) Object.assign(errors, { 'owner.email': 'person.contactRequired', 'owner.mobile': 'person.contactRequired' });
  return errors;
}

function missingFacts({ type, startDate }) {
  const errors = {};
  if (!type) errors.type = t('newPlan.typeMissing');
  if (!startDate) errors.startDate = t('fieldError.required');
  return errors;
}

function missingConsent({ consent }, needsGuardian) {
  const errors = {};
  const need = (field, words = t('fieldError.required')) => consent[field]?.trim() || (errors[`consent.${field}`] = words);
  need('capacity', t('newPlan.capacityMissing'));
  need('from');
  need('until');
  need('scope', t('newPlan.scopeMissing'));
  if (consent.capacity && consent.capacity !== 'OWNER') need('givenByName');
  if (consent.capacity === 'REPRESENTATIVE') need('reason', t('newPlan.reasonMissing'));
  if (consent.capacity === 'OWNER' && needsGuardian) errors['consent.capacity'] = t('fieldError.consent_guardianNeeded');
  if (consent.from && consent.until && consent.until < consent.from) errors['consent.until'] = t('fieldError.date_beforeFrom');
  return errors;
}

function body({ owner, register, person, registerAnyway, type, shortName, startDate, organisationId, coordinator, consent, secondPlan }) {
  return {
    owner: register ? { ...personInput(person), registerAnyway } : { personId: owner.personId },
    type,
    shortName: shortName.trim() || null,
    startDate,
    organisationId,
    ...(coordinator && coordinator.personId !== session.me.personId ? { coordinator: { personId: coordinator.personId } } : {}),
    consent: { ...consent, givenByName: consent.givenByName.trim() || null, reason: consent.reason.trim() || null },
    secondPlan,
  };
}
