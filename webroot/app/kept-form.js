import { FormDraft } from './form-draft.js';
import { personErrors } from './person.js';
import { explain } from './problem.js';

/**
 * A form whose content is kept on the server while it is written (LOGIN-7), also when the access ends meanwhile:
 * what is typed, what is wrong with it, and what others have saved in its place.
 */
export class KeptForm {
  /** @type {any} null until it has begun */
  values = null;
  /** @type {Record<string, string>} codes by field */
  errors = {};
  problem = '';
  busy = false;
  /** Whether what was written before is there again. */
  restored = false;
  /** @type {any} what others have saved meanwhile */
  theirs = null;
  #host;
  #draft;
  #base = {};
  #changed = false;

  /** @param {import('lit').ReactiveControllerHost} host @param {string} key names the form, by ids only */
  constructor(host, key) {
    this.#host = host;
    this.#draft = new FormDraft(host, key);
  }

  get saver() {
    return this.#draft.saver;
  }

  /** @returns {boolean} whether something has been written that isn't saved as more than a draft */
  get isChanged() {
    return this.#changed || this.restored;
  }

  /** @param {any} values as they are saved; what was written before comes over them */
  async begin(values) {
    const kept = await this.#draft.kept();
    this.restored = kept !== null && Object.keys(kept).length > 0;
    this.#base = values;
    this.values = { ...values, ...kept };
    this.#host.requestUpdate();
  }

  /** @param {any} part of the values */
  change(part) {
    const before = this.values;
    this.values = { ...before, ...part };
    this.errors = Object.fromEntries(Object.entries(this.errors).filter(([field]) => same(this.values[field], before[field])));
    this.#changed = true;
    this.saver.changed(this.#written());
    this.#host.requestUpdate();
  }

  // What isn't written over is left out, so that an old draft doesn't undo what others have saved since.
  #written() {
    return Object.fromEntries(Object.entries(this.values).filter(([name, value]) => !same(value, this.#base[name])));
  }

  /** @param {any} values that others have saved @returns {boolean} whether they are those that the writing began with */
  isBase(values) {
    return same(values, this.#base);
  }

  /** Others have saved: what isn't being written over is shown as it is now. @param {any} values */
  refreshed(values) {
    if (this.values && !this.isChanged) Object.assign(this, { values }).#base = values;
    this.#host.requestUpdate();
  }

  /**
   * Sends it.
   *
   * @param {(values: any) => Promise<any>} send
   * @returns {Promise<any>} what `send` gave, or undefined when it was refused
   */
  async submit(send) {
    if (this.busy) return undefined;
    Object.assign(this, { busy: true, problem: '', errors: {} });
    this.#host.requestUpdate();
    try {
      const answer = await send(this.values);
      await this.drop();
      return answer ?? true;
    } catch (problem) {
      this.#refused(problem);
      return undefined;
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }

  #refused(problem) {
    this.refusal = problem;
    if (problem.code === 'version.stale' && problem.current) this.theirs = problem.current;
    else this.problem = explain(problem);
    this.errors = personErrors(problem);
  }

  /** It has been saved, or thrown away. @param {any} [values] that it stands at from now on */
  async drop(values = this.values) {
    await this.#draft.drop();
    this.#changed = false;
    this.#base = values;
    Object.assign(this, { values, restored: false, theirs: null, problem: '', errors: {} });
    this.#host.requestUpdate();
  }
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
