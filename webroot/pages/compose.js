import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { MessageDraft, same } from '../app/message-draft.js';
import { notify } from '../app/notify.js';
import { currentPlan } from '../app/plan.js';
import { explain, explainField } from '../app/problem.js';
import { forward, replyTo } from '../app/quote.js';
import { router } from '../app/router.js';
import { Saver } from '../app/saver.js';
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

/** Writes a message: new, as a reply, or from a draft; what is written saves itself (MSG-3, MSG-7). */
class ComposePage extends Page {
  static properties = {
    content: { state: true },
    errors: { state: true },
    problem: { state: true },
    failure: { state: true },
    theirs: { state: true },
    sending: { state: true },
  };

  #draft = null;
  #saver = new Saver(this, (content, options) => this.#save(content, options));

  constructor() {
    super();
    /** @type {import('../app/message-draft.js').Content|null} */
    this.content = null;
    this.errors = {};
    this.problem = '';
    this.failure = null;
    this.theirs = null;
    this.sending = false;
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.content) void this.#begin();
  }

  get hasUnsaved() {
    return this.#saver.hasUnsaved || this.theirs !== null;
  }

  get isAtRisk() {
    return this.#saver.isAtRisk || this.theirs !== null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    // Left without choosing between two versions: the other one stays, and this one is kept beside it.
    if (this.theirs) void new MessageDraft(this.params.planId, {}).save(this.content).catch(() => undefined);
  }

  async keep() {
    await this.#saver.flush();
  }

  get #folder() {
    return `/planer/${this.params.planId}/meldinger`;
  }

  async #begin() {
    try {
      this.failure = null;
      if (this.params.messageId) await this.#beginFromDraft(this.params.messageId);
      else await this.#beginAnew(this.query.get('svar'), this.query.get('videresend'));
    } catch (problem) {
      this.failure = problem;
    }
  }

  async #beginFromDraft(messageId) {
    const message = await this.#fetch(messageId);
    if (message.sentAt) return router.go(`${this.#folder}/${messageId}`, { replace: true });
    this.#draft = new MessageDraft(this.params.planId, message);
    this.#draft.stored(message);
    this.#take(message);
  }

  async #beginAnew(answered, forwarded) {
    const me = currentPlan.home.me.participantId;
    const original = answered || forwarded ? await this.#fetch(answered ?? forwarded) : null;
    this.#draft = new MessageDraft(this.params.planId, { replyTo: answered, forwardOf: answered ? null : forwarded });
    if (answered) this.#take(replyTo(original, me, this.query.get('alle') === 'ja'));
    else this.#take(original ? forward(original) : EMPTY);
  }

  #fetch(messageId) {
    return api.get(`/plans/${this.params.planId}/messages/${messageId}`);
  }

  #take({ kind, category, subject, body, to }) {
    const ids = to.map((recipient) => recipient.participantId ?? recipient);
    this.content = { kind, category: category ?? '', subject, body, to: ids };
  }

  #change(change) {
    this.content = { ...this.content, ...change };
    for (const field of Object.keys(change)) this.errors = { ...this.errors, [field]: '' };
    this.#saver.changed(this.content);
  }

  async #save(content, options) {
    const isNew = !this.#draft.id;
    try {
      await this.#draft.save(content, options);
      if (isNew && this.isConnected) router.rename(`${this.#folder}/${this.#draft.id}/rediger`);
    } catch (problem) {
      if (problem.code === 'version.stale' && problem.current) this.#conflict(problem.current);
      if (problem.code === 'message.sent' || problem.errors?.length) this.#refused(problem);
      throw problem;
    }
  }

  #conflict(current) {
    this.theirs = current;
    void this.#saver.stop();
  }

  #keepMine() {
    this.#draft.stored(this.theirs);
    this.theirs = null;
    this.#saver.resume();
    this.#saver.changed(this.content);
  }

  #takeTheirs() {
    this.#draft.stored(this.theirs);
    this.#take(this.theirs);
    this.theirs = null;
    this.#saver.resume();
  }

  async #saveNow() {
    if (!this.#saver.hasUnsaved) this.#saver.changed(this.content);
    await this.#saver.flush();
    if (this.#saver.state === 'saved') notify(t('compose.saved'));
  }

  async #send(event) {
    event.preventDefault();
    if (this.sending) return;
    this.problem = '';
    this.errors = missing(this.content);
    if (Object.keys(this.errors).length) return focusFirstError(this);
    this.sending = true;
    await this.#saver.stop();
    try {
      await this.#draft.send(this.content);
      this.#sent();
    } catch (problem) {
      this.#notSent(problem);
    }
  }

  #sent() {
    this.#saver.resume();
    notify(t('compose.sent'));
    router.go(`${this.#folder}?mappe=sendt`, { replace: true });
  }

  /** The text stays, and goes on saving itself. */
  #notSent(problem) {
    this.sending = false;
    this.#saver.resume();
    if (problem.code === 'version.stale' && problem.current && !same(problem.current, this.content)) return this.#conflict(problem.current);
    this.#refused(problem);
    if (problem.code !== 'message.sent') this.#saver.changed(this.content);
  }

  #refused(problem) {
    // The answer to an earlier try was lost on its way: it was sent after all.
    if (problem.code === 'message.sent' && problem.current && same(problem.current, this.content)) return this.#sent();
    const known = (problem.errors ?? []).filter(({ field }) => field.split(/[.[/]/)[0] in EMPTY);
    this.errors = Object.fromEntries(known.map(({ field, code }) => [field.split(/[.[/]/)[0], explainField(code)]));
    if (known.length) void focusFirstError(this);
    else this.problem = explain(problem);
  }

  async #remove() {
    await this.#saver.stop();
    try {
      await this.#draft.remove();
    } catch (problem) {
      this.#saver.resume();
      this.problem = explain(problem);
      return;
    }
    const { content } = this;
    const { planId } = this.params;
    this.#saver.resume();
    router.go(`${this.#folder}?mappe=kladder`, { replace: true });
    notify(t('compose.removed'), { action: { label: t('compose.undo'), run: () => restore(planId, content) } });
  }

  render() {
    if (this.failure) return html`<problem-page .problem=${this.failure} @retry=${this.#retry}></problem-page>`;
    if (!this.content) return loading();
    return html`<section class="page page-reading">
      <p><a class="back" href=${this.#folder}>${icon('arrow-left')} ${t('message.back')}</a></p>
      <h1>${t('compose.heading')}</h1>
      ${this.theirs ? this.#versions() : this.#form()}
    </section>`;
  }

  #retry(event) {
    event.stopPropagation();
    void this.#begin();
  }

  #versions() {
    const text = ({ subject, body }) => `${subject}\n\n${body}`;
    return html`<version-choice
      .mine=${text(this.content)} .theirs=${text(this.theirs)} .explanation=${t('compose.conflict')}
      @keep-mine=${this.#keepMine} @take-theirs=${this.#takeTheirs}
    ></version-choice>`;
  }

  #form() {
    const { participants, type, me } = currentPlan.home;
    const possible = participants.filter((one) => one.mayReceiveMessages && one.participantId !== me.participantId);
    return html`<form novalidate @submit=${this.#send}>
      <recipient-list
        .participants=${possible} .planType=${type} .chosen=${this.content.to} .error=${this.errors.to ?? ''}
        @chosen=${(event) => this.#change({ to: event.detail })}
      ></recipient-list>
      ${messageFields(this.content, this.errors, (change) => this.#change(change))}
      ${saveState(this.#saver)} ${formError(this.problem)}
      <p class="actions">
        <button type="submit" class="btn btn-primary" ?disabled=${this.sending}>${icon('send')} ${this.sending ? t('compose.sending') : t('compose.send')}</button>
        <button type="button" class="btn btn-outline-primary" ?disabled=${this.sending} @click=${this.#saveNow}>${t('compose.save')}</button>
        <button type="button" class="btn btn-link btn-danger-link" ?disabled=${this.sending} @click=${this.#remove}>${icon('trash')} ${t('compose.remove')}</button>
      </p>
    </form>`;
  }
}

function missing({ to, subject, body }) {
  const errors = {};
  if (to.length === 0) errors.to = t('compose.toMissing');
  if (!subject.trim()) errors.subject = t('compose.subjectMissing');
  if (!body.trim()) errors.body = t('compose.bodyMissing');
  return errors;
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
