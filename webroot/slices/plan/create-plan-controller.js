import { api } from '../../core/api.js';
import { isYoungerThan } from '../../core/dates.js';
import { focusAfter } from '../../core/focus.js';
import { t } from '../../core/i18n.js';
import { FormController } from '../../forms/form-controller.js';
import { emptyForm, pathOf, stepOf, STEPS, toRequest, validateStep } from './create-plan-form.js';
import './texts.js';

/** The form of the "create plan" wizard, one for all its steps (PLAN-1). */
export class CreatePlanController {
  /** @type {FormController} */
  form;
  /** @type {import('contract').Organisation[]} where the user may create plans */
  units = [];
  /** @type {import('contract').TemplateSummary[]} of goals, for the type of plan and the organisation */
  templates = [];
  #templatesFor = '';
  /** @type {import('contract').PersonHit[]} with the same name and birth date */
  duplicates = [];
  /** Whether the owner already has an active individual plan. */
  needsSecondPlanConfirmation = false;
  #host;

  /**
   * @param {import('lit').LitElement} host
   * @param {(planId: string, values: any) => void} onCreated
   */
  constructor(host, onCreated) {
    this.#host = host;
    this.form = new FormController(host, {
      key: 'create-plan',
      valuesOf: () => emptyForm(this.units),
      versionOf: () => undefined,
      fieldOf: pathOf,
      validate: (values) => Object.assign({}, ...STEPS.map((step) => validateStep(step, values, this))),
      send: async (values, { idempotencyKey }) => ({ ...(await api.post('/plans', toRequest(values), { idempotencyKey })), values }),
      onSaved: ({ id, values }) => onCreated(id, values),
      onRefused: (problem) => this.#refused(problem),
    });
  }

  /** @returns {any} null until they are loaded */
  get values() {
    return this.form.values;
  }

  async load() {
    const { items } = await api.get('/organisations');
    this.units = items.filter(({ mayCreatePlans }) => mayCreatePlans);
    await this.form.open(this.units);
    void this.#loadTemplates();
  }

  async #loadTemplates() {
    const { type, organisationId } = this.values;
    const query = type && organisationId ? `type=${type}&organisation=${organisationId}` : '';
    if (query === this.#templatesFor) return;
    this.#templatesFor = query;
    this.templates = [];
    if (query) {
      const { items } = await api.get(`/templates?${query}`, { background: true }).catch(() => ({ items: [] }));
      if (query !== this.#templatesFor) return;
      this.templates = items;
      this.#host.requestUpdate();
    }
    const { templateId } = this.values;
    if (templateId && !this.templates.some(({ id }) => id === templateId)) this.form.change({ templateId: null });
  }

  /** @param {object} part of the values */
  change(part) {
    this.form.change(part);
    if ('type' in part || 'organisationId' in part) void this.#loadTemplates();
  }

  /** @param {object} part of the consent */
  changeConsent(part) {
    this.change({ consent: { ...this.values.consent, ...part } });
  }

  /**
   * Changes what the step shows, and moves the focus there.
   *
   * @param {object} part of the values
   * @param {string} target a selector
   */
  show(part, target) {
    this.change(part);
    void focusAfter(this.#host, target);
  }

  /** @param {any} owner from the register */
  chooseOwner(owner) {
    Object.assign(this, { duplicates: [], needsSecondPlanConfirmation: false });
    this.show({ owner, register: false, registerAnyway: false, secondPlan: false }, '[type="submit"]');
  }

  /** @returns {string} the owner's name as far as it is known, or an empty text */
  get ownerName() {
    const { register, person, owner } = this.values;
    const { firstName = '', lastName = '' } = (register ? person : owner) ?? {};
    return `${firstName} ${lastName}`.trim();
  }

  /** @returns {number} the age of consent in the plan's organisation */
  get consentAge() {
    const { organisationId } = this.values;
    return (this.units.find(({ id }) => id === organisationId) ?? this.units[0])?.consentAge;
  }

  /** @returns {boolean} false also for an existing person, whose birth date isn't known here */
  get needsGuardian() {
    const { register, person } = this.values;
    return register && (person.unborn || isYoungerThan(person.birthDate, this.consentAge));
  }

  /** @returns {import('contract').TemplateSummary|undefined} the chosen one */
  get template() {
    return this.templates.find(({ id }) => id === this.values.templateId);
  }

  /** @returns {string} the coordinator's title for the type of plan */
  get coordinatorTitle() {
    return t(this.values.type === 'SL' ? 'role.BATON_HOLDER' : 'role.COORDINATOR');
  }

  /** @returns {string} the first step that isn't filled in, or the summary */
  get firstIncompleteStep() {
    return STEPS.find((step) => Object.keys(validateStep(step, this.values, this)).length > 0) ?? 'summary';
  }

  /** @returns {string|null} the first step with something that must be mended */
  get stepWithErrors() {
    if (this.duplicates.length > 0) return 'owner';
    const fields = Object.keys(this.form.errors);
    return STEPS.find((step) => fields.some((field) => stepOf(field) === step)) ?? null;
  }

  /**
   * @param {string} step
   * @returns {boolean} whether all steps before it are filled in
   */
  isReachable(step) {
    return STEPS.indexOf(step) <= STEPS.indexOf(this.firstIncompleteStep);
  }

  /**
   * @param {string} step
   * @returns {boolean} whether it is filled in; errors are shown otherwise
   */
  check(step) {
    return this.form.check((values) => validateStep(step, values, this));
  }

  /** Discards everything; Angre brings it back. */
  async startOver() {
    Object.assign(this, { duplicates: [], needsSecondPlanConfirmation: false });
    await this.form.discard();
  }

  #refused(problem) {
    if (problem.code === 'plan.secondActiveIp') this.needsSecondPlanConfirmation = true;
    else if (problem.code === 'person.duplicate') this.duplicates = problem.current ?? [];
    else return false;
    return true;
  }
}
