import { html, nothing } from 'lit';
import { Page } from '../app/element.js';
import { currentPlan } from '../app/plan.js';
import { PlanResource } from '../app/plan-resource.js';
import { formatMoment } from '../app/format.js';
import { router } from '../app/router.js';
import { t } from '../app/i18n.js';
import { icon } from '../components/icon.js';
import { loading } from '../components/loading.js';
import '../components/problem-page.js';

/** One message, with who has read it and when (MSG-2). */
class MessagePage extends Page {
  #resource = new PlanResource(this, { path: () => `messages/${this.params.messageId}`, take: (message) => this.#take(message) });

  get #folder() {
    return `/planer/${this.params.planId}/meldinger`;
  }

  get message() {
    return this.#resource.value;
  }

  #take(message) {
    if (message.sentAt) this.#resource.value = message;
    else router.go(`${this.#folder}/${message.id}/rediger`, { replace: true });
  }

  render() {
    const { failure, retry } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
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
