import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { api } from '../app/api.js';
import { coalesced } from '../app/coalesce.js';
import { Listen } from '../app/listen.js';
import { live } from '../app/live.js';
import { currentPlan } from '../app/plan.js';
import { formatMoment } from '../app/format.js';
import { router } from '../app/router.js';
import { t } from '../app/i18n.js';
import { icon } from '../components/icon.js';
import { loading } from '../components/loading.js';
import '../components/problem-page.js';

/** One message, with who has read it and when (MSG-2). */
class MessagePage extends Page {
  static properties = { message: { state: true }, problem: { state: true } };

  #refresh = coalesced(() => this.#load(true));

  constructor() {
    super();
    this.message = null;
    this.problem = null;
    new Listen(this, live, {
      changed: ({ detail }) => detail.planId === this.params.planId && this.#refresh(),
      resync: () => this.#refresh(),
    });
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load(false);
  }

  get #folder() {
    return `/planer/${this.params.planId}/meldinger`;
  }

  async #load(background) {
    const { planId, messageId } = this.params;
    try {
      const message = await api.get(`/plans/${planId}/messages/${messageId}`, { background });
      if (!message.sentAt) return router.go(`${this.#folder}/${message.id}/rediger`, { replace: true });
      this.message = message;
      this.problem = null;
    } catch (problem) {
      if (!background) this.problem = problem;
    }
  }

  render() {
    if (this.problem) return html`<problem-page .problem=${this.problem} @retry=${(event) => this.#retry(event)}></problem-page>`;
    if (!this.message) return loading();
    const { subject, kind, category, from, to, sentAt, body } = this.message;
    return html`<article class="page page-reading">
      <p><a class="back" href=${this.#folder}>${icon('arrow-left')} ${t('message.back')}</a></p>
      <h1>${subject || t('messages.noSubject')}</h1>
      <dl class="message-head">
        <div><dt>${t('message.from')}</dt><dd>${from.name}</dd></div>
        <div><dt>${t('message.to')}</dt><dd>${to.map(({ name }) => name).join(', ')}</dd></div>
        <div><dt>${t('message.sent')}</dt><dd>${formatMoment(sentAt)}</dd></div>
        <div><dt>${t('message.kind')}</dt><dd>${t(`kind.${kind}`)}${category ? html` · ${category}` : nothing}</dd></div>
      </dl>
      <div class="panel message-body">${body}</div>
      ${this.#answers()} ${this.#receipts()}
    </article>`;
  }

  #retry(event) {
    event.stopPropagation();
    this.problem = null;
    void this.#load(false);
  }

  #answers() {
    const { home } = currentPlan;
    if (!home?.myRights.sendMessages || home.state !== 'ACTIVE') return nothing;
    const { id, from, to } = this.message;
    const mine = from.participantId === home.me.participantId;
    const others = to.filter(({ participantId }) => participantId !== home.me.participantId);
    const write = `${this.#folder}/ny`;
    return html`<p class="actions">
      ${mine ? nothing : html`<a class="btn btn-primary" href="${write}?svar=${id}">${icon('reply')} ${t('message.reply')}</a>`}
      ${others.length > 0 ? html`<a class="btn btn-outline-primary" href="${write}?svar=${id}&alle=ja">${icon('reply-all')} ${t('message.replyAll')}</a>` : nothing}
      <a class="btn btn-outline-primary" href="${write}?videresend=${id}">${icon('forward')} ${t('message.forward')}</a>
    </p>`;
  }

  #receipts() {
    return html`<section aria-labelledby="receipts-heading">
      <h2 id="receipts-heading">${t('message.receipts')}</h2>
      <ul class="receipts" aria-live="polite">
        ${this.message.to.map(({ name, readAt }) =>
          readAt
            ? html`<li>${icon('check2-all')} <span>${name}</span> <span class="quiet">${t('message.readAt', { when: formatMoment(readAt) })}</span></li>`
            : html`<li class="is-unread">${icon('envelope')} <strong>${name}</strong> <span>${t('message.notRead')}</span></li>`,
        )}
      </ul>
    </section>`;
  }
}

customElements.define('page-message', MessagePage);
