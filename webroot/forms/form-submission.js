import { notify } from '../core/notify.js';
import { focusErrors } from './error-focus.js';
import { changedValues, isEqual } from './form-errors.js';

const MAX_ATTEMPTS = 3;

/** Saves a form: on top of what others have saved, and once, also when an answer is lost. */
export class FormSubmission {
  #form;
  #versions;

  /**
   * @param {import('./form-controller.js').FormController} form
   * @param {import('./form-versions.js').FormVersions} versions
   */
  constructor(form, versions) {
    this.#form = form;
    this.#versions = versions;
  }

  /**
   * @param {number} [attempts] at most, when others save other parts meanwhile
   * @returns {Promise<boolean>} whether the form was saved
   */
  async send(attempts = MAX_ATTEMPTS) {
    const { base, options } = this.#form;
    this.#form.set({ busy: true });
    await this.#form.autosave?.suspend();
    const sent = this.#form.values;
    let answer;
    try {
      answer = await options.send(sent, { version: base.version, idempotencyKey: base.keyFor(sent) });
    } catch (problem) {
      return this.#recovered(problem, sent, attempts);
    }
    return this.#finish(answer, sent);
  }

  // A stale version is no conflict when an answer was lost, or when none of the form's fields was changed by others.
  async #recovered(problem, sent, attempts) {
    const { base, options } = this.#form;
    const stale = problem.code === 'version.stale' && problem.current;
    const theirs = stale ? options.valuesOf(stale) : null;
    if (stale && !options.alwaysConfirmConflicts) {
      if (isEqual(theirs, sent)) return this.#finish(stale, sent);
      if (isEqual(theirs, base.values) && attempts > 1) {
        this.#versions.take(stale);
        return this.send(attempts - 1);
      }
    }
    return this.#failed(problem, stale, theirs);
  }

  #failed(problem, stale, theirs) {
    const form = this.#form;
    form.set({ busy: false, failure: problem });
    if (stale) form.set({ values: form.base.upon(theirs, form.values), conflict: { origin: 'saved', other: theirs, resource: stale } });
    else if (!form.options.onRefused?.(problem)) this.#refused(problem);
    form.autosave?.resume();
    return false;
  }

  #refused(problem) {
    this.#form.showRefusal(problem);
    void focusErrors(this.#form.host);
  }

  async #finish(answer, sent) {
    const form = this.#form;
    await form.autosave?.finish();
    const later = changedValues(form.values, sent); // typed until now
    form.reset(answer ?? form.base.resource, answer ? undefined : sent);
    if (Object.keys(later).length > 0) form.change(later);
    const { savedText, onSaved } = form.options;
    if (savedText) notify(typeof savedText === 'function' ? savedText(answer) : savedText);
    onSaved?.(answer);
    return true;
  }
}
