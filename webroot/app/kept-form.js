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
  #valuesOf;
  #versionOf;
  #alwaysAsks;
  #base = {};
  #version;
  #changed = false;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {string} key names the form, by ids only
   * @param {object} [reading] how an answer of the service is read; an answer is the values themselves when left out
   * @param {(answer: any) => any} [reading.valuesOf] what the form holds of it
   * @param {(answer: any) => number} [reading.versionOf]
   * @param {boolean} [reading.alwaysAsks] whether the person chooses between two versions also when they differ elsewhere only
   */
  constructor(host, key, { valuesOf = (answer) => answer, versionOf = ({ version }) => version, alwaysAsks = false } = {}) {
    this.#host = host;
    this.#draft = new FormDraft(host, key);
    this.#valuesOf = valuesOf;
    this.#versionOf = versionOf;
    this.#alwaysAsks = alwaysAsks;
  }

  get saver() {
    return this.#draft.saver;
  }

  /** @returns {boolean} whether something has been written that isn't saved as more than a draft */
  get isChanged() {
    return this.#changed || this.restored;
  }

  /** @param {any} answer as it is saved; what was written before comes over it */
  async begin(answer) {
    const { values = {}, over = {} } = (await this.#draft.kept()) ?? {};
    this.restored = Object.keys(values).length > 0;
    this.#standOn(answer);
    if (!this.#alwaysAsks && this.#isOvertaken(values, over)) this.theirs = answer;
    this.values = { ...this.#base, ...values };
    this.#host.requestUpdate();
  }

  /** Whether others have saved something since in the place of what was written. */
  #isOvertaken(values, over) {
    return Object.keys(values).some((name) => !same(this.#base[name], over[name]) && !same(this.#base[name], values[name]));
  }

  #standOn(answer) {
    this.#base = this.#valuesOf(answer);
    this.#version = this.#versionOf(answer);
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

  // What isn't written over is left out; of the rest it is kept what it was written over.
  #written() {
    const values = difference(this.values, this.#base);
    return { values, over: Object.fromEntries(Object.keys(values).map((name) => [name, this.#base[name]])) };
  }

  /** Others have saved: shown as it is now, unless something is being written. @param {any} answer */
  refreshed(answer) {
    if (!this.values || this.isChanged) return;
    this.#standOn(answer);
    this.values = this.#base;
    this.#host.requestUpdate();
  }

  /**
   * Sends it; once more when others have saved something meanwhile that doesn't stand in this form.
   *
   * @param {(values: any, version: number) => Promise<any>} send
   * @returns {Promise<any>} what `send` gave, or undefined when it was refused
   */
  async save(send) {
    if (this.busy) return undefined;
    const saved = await this.#submit(send);
    const standsElsewhere = this.theirs && !this.#alwaysAsks && same(this.#valuesOf(this.theirs), this.#base);
    return standsElsewhere ? this.keepMine(send) : saved;
  }

  /** Sends it in place of theirs. @param {(values: any, version: number) => Promise<any>} send @returns {Promise<any>} as `save` */
  keepMine(send) {
    this.#standOn(this.theirs);
    this.theirs = null;
    return this.save(send);
  }

  async #submit(send) {
    Object.assign(this, { busy: true, problem: '', errors: {} });
    this.#host.requestUpdate();
    try {
      const sent = this.values;
      const answer = await send(sent, this.#version);
      const typedMeanwhile = difference(this.values, sent);
      await this.drop(answer);
      if (Object.keys(typedMeanwhile).length > 0) this.change(typedMeanwhile);
      return answer;
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

  /** It has been saved, or thrown away. @param {any} [answer] that it stands on from now */
  async drop(answer) {
    await this.#draft.drop();
    this.#changed = false;
    if (answer) this.#standOn(answer);
    Object.assign(this, { values: this.#base, restored: false, theirs: null, problem: '', errors: {} });
    this.#host.requestUpdate();
  }
}

/** What of the values differs from the others. */
function difference(values, others) {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => !same(value, others[name])));
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
