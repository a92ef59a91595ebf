import { focusAfter } from '../core/focus.js';
import { Problem } from '../core/problem.js';
import { offerUndo } from './undo-discard.js';

/** The other versions of a form's values: its draft, and what others have saved; and the choice between two of them. */
export class FormVersions {
  #form;

  /** @param {import('./form-controller.js').FormController} form */
  constructor(form) {
    this.#form = form;
  }

  /**
   * Sets the values of the resource, and over them those of a stored draft.
   *
   * @param {any} resource
   */
  async open(resource) {
    const form = this.#form;
    form.base.set(resource);
    const stored = await form.autosave?.load();
    form.values = { ...form.base.values };
    if (stored) this.#restore(stored);
    form.host.requestUpdate();
  }

  /** Loads the draft again, after a failure. What was typed meanwhile and a draft that is found become a choice. */
  async loadDraft() {
    const form = this.#form;
    const stored = await form.autosave.load();
    if (!form.draftProblem) {
      if (stored && form.isTouched) this.#choose('stored', { ...form.base.values, ...stored.values });
      else if (stored) this.#restore(stored);
      if (!form.conflict) form.autosave.resume();
    }
    form.host.requestUpdate();
  }

  #restore(draft) {
    const { base } = this.#form;
    const { differs, overtaken } = base.compare(draft);
    this.#form.restored = differs;
    if (overtaken) this.#choose('restored', base.values, base.resource);
    this.#form.values = { ...base.values, ...draft.values };
  }

  #choose(origin, other, resource = null) {
    this.#form.set({ conflict: { origin, other, resource } });
  }

  /** @param {any} resource with the draft as it was saved elsewhere meanwhile */
  overtaken(resource) {
    this.#choose('autosaved', this.#form.options.valuesOf(resource), resource);
  }

  /** @param {any} resource whose version the form goes on from */
  take(resource) {
    this.#form.autosave?.adopt(resource);
    this.#form.base.set(resource);
  }

  async keepLocal({ send }) {
    const form = this.#form;
    const { origin, resource } = form.conflict;
    if (resource) this.take(resource);
    form.set({ conflict: null, isTouched: true });
    this.#keepDraft();
    if (origin === 'saved' && send) await form.submit();
    else await focusAfter(form.host, 'form input, form textarea');
  }

  async useServer() {
    const form = this.#form;
    const { origin, other, resource } = form.conflict;
    if (origin === 'stored') {
      form.set({ values: other, conflict: null, restored: true });
      this.#keepDraft();
      return;
    }
    this.take(resource);
    await form.autosave?.finish();
    form.reset(resource);
    form.options.onSaved?.(resource);
  }

  async discard({ resource, undoText }) {
    const form = this.#form;
    const before = form.base.contentOf(form.values);
    const worthUndoing = form.isChanged && undoText;
    try {
      await form.autosave?.discard();
    } catch (problem) {
      form.showRefusal(problem);
      return false;
    }
    form.reset(resource);
    if (worthUndoing) offerUndo(undoText, () => this.#bringBack(before));
    return true;
  }

  async #bringBack(content) {
    const { host, autosave, base, options } = this.#form;
    const values = { ...base.values, ...content.values };
    if (host.isConnected && this.#form.isTouched) return this.#choose('stored', values);
    if (!host.isConnected && (await autosave?.load())) throw new Problem(409, { code: 'version.stale' });
    const answer = await autosave?.restore(content);
    if (host.isConnected) this.#form.set({ values, isTouched: true });
    options.onRestored?.(answer);
  }

  #keepDraft() {
    const { autosave, base, values } = this.#form;
    autosave?.resume();
    autosave?.schedule(base.contentOf(values));
  }
}
