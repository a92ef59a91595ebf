import { html } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { Listen } from '../app/listen.js';
import { MessageDraft } from '../app/message-draft.js';
import { MessageWriting } from '../app/message-writing.js';
import { notify } from '../app/notify.js';
import { currentPlan } from '../app/plan.js';
import { explain } from '../app/problem.js';
import { forward, replyTo } from '../app/quote.js';
import { possibleRecipients, sortedOut } from '../app/recipients.js';
import { router } from '../app/router.js';
import { t } from '../app/i18n.js';
import { focusFirstError, formError } from '../components/field.js';
import { icon } from '../components/icon.js';
import { loading } from '../components/loading.js';
import { messageFields } from '../components/message-fields.js';
import { saveState } from '../components/save-state.js';
import '../components/problem-page.js';
import '../components/recipient-list.js';
import '../components/version-choice.js';

const EMPTY = { kind: 'MESSAGE', category: '', subject: '', body: '', to: [] };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Writes a message: new, as a reply, or from a draft; what is written saves itself (MSG-3, MSG-7). */
class ComposePage extends Page {
  static properties = {
    possible: { state: true },
    left: { state: true },
    failure: { state: true },
  };

  #writing = new MessageWriting(this, {
    created: (id) => this.isConnected && router.rename(`${this.#folder}/${id}/rediger`),
    sent: () => this.#sent(),
    refused: (fields) => this.#refused(fields),
  });

  constructor() {
    super();
    /** @type {any[]} whom it can go to */
    this.possible = [];
    /** @type {string[]} names of those who were left out */
    this.left = [];
    this.failure = null;
    new Listen(this, currentPlan, { change: () => this.#planChanged() });
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.#writing.content) void this.#begin();
  }

  get keeper() {
    return this.#writing;
  }

  get losable() {
    const { content } = this.#writing;
    return content ? [content.subject, content.body].filter(Boolean).join('\n\n') : '';
  }

  get #folder() {
    return `/planer/${this.params.planId}/meldinger`;
  }

  async #begin() {
    try {
      this.failure = null;
      if (this.params.messageId) await this.#beginFromDraft(this.params.messageId);
      else await this.#beginAnew(this.#linked('svar'), this.#linked('videresend'));
    } catch (problem) {
      this.failure = problem;
    }
  }

  #linked(name) {
    const id = this.query.get(name);
    return UUID.test(id) ? id : null;
  }

  async #beginFromDraft(messageId) {
    const message = await this.#fetch(messageId);
    if (message.sentAt) return router.go(`${this.#folder}/${messageId}`, { replace: true });
    this.#writing.goOn(this.#forThoseHere(message), message);
  }

  async #beginAnew(answered, forwarded) {
    const original = answered || forwarded ? await this.#fetch(answered ?? forwarded) : null;
    const links = { replyTo: answered, forwardOf: answered ? null : forwarded };
    this.#writing.begin(this.params.planId, this.#forThoseHere(original ? this.#quoted(original, answered) : EMPTY), links);
  }

  #quoted(original, answered) {
    const me = currentPlan.home.me.participantId;
    return answered ? replyTo(original, me, this.query.get('alle') === 'ja') : forward(original);
  }

  #fetch(messageId) {
    return api.get(`/plans/${this.params.planId}/messages/${messageId}`);
  }

  #forThoseHere({ kind, category, subject, body, to: persons }) {
    const { to, left } = sortedOut(persons, currentPlan.home);
    Object.assign(this, { left, possible: possibleRecipients(currentPlan.home) });
    return { kind, category: category ?? '', subject, body, to };
  }

  /** Someone may have come into the plan, or left it, while one writes. */
  #planChanged() {
    const { content } = this.#writing;
    if (!content || !currentPlan.home) return;
    const chosen = this.possible.filter(({ participantId }) => content.to.includes(participantId));
    const { to, left } = sortedOut(chosen, currentPlan.home);
    this.possible = possibleRecipients(currentPlan.home);
    if (left.length === 0) return;
    this.left = [...this.left, ...left];
    this.#writing.change({ to });
  }

  async #saveNow() {
    if (await this.#writing.saveNow()) notify(t('compose.saved'));
  }

  #send(event) {
    event.preventDefault();
    void this.#writing.send();
  }

  #sent() {
    notify(t('compose.sent'));
    router.go(`${this.#folder}?mappe=sendt`, { replace: true });
  }

  #refused(fields) {
    void focusFirstError(this);
    // Someone was chosen, so they must have left: find out who.
    if (fields.includes('to') && this.#writing.content.to.length > 0) void currentPlan.refresh();
  }

  async #remove() {
    if (!(await this.#writing.remove())) return;
    const { content } = this.#writing;
    const { planId } = this.params;
    router.go(`${this.#folder}?mappe=kladder`, { replace: true });
    notify(t('compose.removed'), { action: { label: t('compose.undo'), run: () => restore(planId, content) } });
  }

  render() {
    if (this.failure) return html`<problem-page .problem=${this.failure} @retry=${this.#retry}></problem-page>`;
    if (!this.#writing.content) return loading();
    return html`<section class="page page-reading">
      <p><a class="back" href=${this.#folder}>${icon('arrow-left')} ${t('message.back')}</a></p>
      <h1>${t('compose.heading')}</h1>
      ${this.#writing.theirs ? this.#versions() : this.#form()}
    </section>`;
  }

  #retry(event) {
    event.stopPropagation();
    void this.#begin();
  }

  #versions() {
    const { content, theirs } = this.#writing;
    const text = ({ subject, body }) => `${subject}\n\n${body}`;
    return html`<version-choice
      .mine=${text(content)} .theirs=${text(theirs)} .explanation=${t('compose.conflict')}
      @keep-mine=${() => this.#writing.keepMine()} @take-theirs=${() => this.#writing.takeTheirs(this.#forThoseHere(theirs))}
    ></version-choice>`;
  }

  #form() {
    const { content, errors, problem, saver, sending } = this.#writing;
    const change = (part) => this.#writing.change(part);
    return html`<form novalidate @submit=${this.#send}>
      <recipient-list
        .participants=${this.possible} .planType=${currentPlan.home?.type} .chosen=${content.to} .left=${this.left} .error=${errors.to ?? ''}
        @chosen=${(event) => change({ to: event.detail })}
      ></recipient-list>
      ${messageFields(content, errors, change)}
      ${saveState(saver)} ${formError(problem)}
      <p class="actions">
        <button type="submit" class="btn btn-primary" ?disabled=${sending}>${icon('send')} ${sending ? t('compose.sending') : t('compose.send')}</button>
        <button type="button" class="btn btn-outline-primary" ?disabled=${sending} @click=${this.#saveNow}>${t('compose.save')}</button>
        <button type="button" class="btn btn-link btn-danger-link" ?disabled=${sending} @click=${this.#remove}>${icon('trash')} ${t('compose.remove')}</button>
      </p>
    </form>`;
  }
}

async function restore(planId, content) {
  const draft = new MessageDraft(planId, {});
  try {
    await draft.save(content);
    router.go(`/planer/${planId}/meldinger/${draft.id}/rediger`);
  } catch (problem) {
    notify(explain(problem), { kind: 'warning', action: { label: t('compose.undo'), run: () => restore(planId, content) } });
  }
}

customElements.define('page-compose', ComposePage);
