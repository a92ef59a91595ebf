import { api } from './api.js';
import { isYoungerThan } from './days.js';
import { FormDraft } from './form-draft.js';
import { body, empty, missing } from './new-plan-form.js';
import { explain, explainField } from './problem.js';
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
    this.#mended(Object.keys(part));
    this.content = { ...this.content, ...part };
    this.saver.changed(this.content);
    this.#host.requestUpdate();
  }

  /** @param {object} part */
  changeConsent(part) {
    this.#mended(Object.keys(part).map((field) => `consent.${field}`));
    this.change({ consent: { ...this.content.consent, ...part } });
  }

  /** What was wrong is being put right: it isn't said any more. */
  #mended(fields) {
    this.errors = Object.fromEntries(Object.entries(this.errors).filter(([field]) => !fields.includes(field) && !(fields.includes('person') && PLACES.owner.test(field))));
  }

  /** @returns {number} from which age one consents alone where the plan is made */
  get consentAge() {
    const { organisationId } = this.content;
    return (this.units.find(({ id }) => id === organisationId) ?? this.units[0])?.consentAge;
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
    if (this.second && !this.content.secondPlan) {
      this.#become({ errors: { secondPlan: t('newPlan.secondMissing') } });
      return null;
    }
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

  /** Throws away what is written, and begins anew. @returns {Promise<any>} what was written, for one who regrets it */
  async forget() {
    const before = this.content;
    await this.#draft.drop();
    this.#become({ content: empty(this.units), errors: {}, problem: '', twins: [], second: false });
    return before;
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
