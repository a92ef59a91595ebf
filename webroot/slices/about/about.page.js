import { html, nothing } from 'lit';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { plainText } from '../goal/plain-text.js';
import { goalPath } from '../goal/goal-tree.js';
import { progressBar } from '../goal/progress-bar.js';
import { isWebAddress } from '../goal/web-address.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { aboutPath, aboutPicture } from './about-picture.js';
import '../../core/problem-page.js';
import '../goal/texts.js';
import './texts.js';

/** The owner's own page: what matters most, main goals, a picture and links (HOME-2). */
class AboutPage extends Page {
  #resource = new PlanResource(this, { path: () => 'about', sections: ['about', 'goals'] });

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  render() {
    const { failure, retry, value: about } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    const { home } = currentPlan;
    if (!about || !home) return loading();
    const { planId } = this.params;
    const isMine = home.me.role === 'OWNER';
    return html`<section class="page page-reading">
      <p class="back-line"><a href="/planer/${planId}">${icon('chevron-left')} ${t('about.back')}</a></p>
      <div class="heading-row">
        <h1>${isMine ? t('about.heading') : html`<bdi>${t('about.headingOther', { name: home.owner.firstName })}</bdi>`}</h1>
        ${home.myRights.editAbout ? html`<a class="button button-primary" href="${aboutPath(planId)}/endre">${icon('pencil')}
          ${t('about.edit')}</a>` : nothing}
      </div>
      ${aboutPicture(planId, about)}
      ${home.myRights.editAbout ? html`<p><a class="standalone-link link-with-icon" href="${aboutPath(planId)}/bilde">${icon('image')}
        ${t(about.pictureVersion === null ? 'about.addPicture' : 'about.changePicture')}</a></p>` : nothing}
      ${this.#texts(about, isMine)} ${this.#goals(about)} ${this.#links(about)}
      <p><a class="standalone-link link-with-icon" href="/planer/${planId}/kartlegging">${icon('card-list')} ${t('about.toSurvey')}</a></p>
      ${about.updatedAt ? html`<p class="muted">${t('about.updated', { when: formatMoment(about.updatedAt), name: about.updatedBy })}</p>`
        : nothing}
    </section>`;
  }

  #texts({ matters, text }, isMine) {
    if (!matters && !text) return html`<p class="muted">${t(isMine ? 'about.noneOwn' : 'about.none')}</p>`;
    return html`${matters ? html`<section class="about-matters"><h2>${t('about.matters')}</h2>${plainText(matters)}</section>` : nothing}
      ${text ? html`<section><h2>${t('about.text')}</h2>${plainText(text)}</section>` : nothing}`;
  }

  #goals({ goals }) {
    if (goals.length === 0) return nothing;
    return html`<section><h2>${t('about.goals')}</h2>
      <ul class="about-goals list-plain">${goals.map(({ id, title, progress }) => html`<li><a
        href=${goalPath(this.params.planId, id)} dir="auto">${title}</a> ${progressBar(progress)}</li>`)}</ul>
    </section>`;
  }

  // the server refuses other addresses; one that got past it is no link here either
  #links({ links }) {
    if (links.length === 0) return nothing;
    return html`<section><h2>${t('about.links')}</h2>
      <ul>${links.map(({ title, url }) => html`<li>${isWebAddress(url)
        ? html`<a href=${url} rel="noopener noreferrer" target="_blank"><bdi>${title}</bdi> <span
          class="muted">${t('about.opensElsewhere')}</span></a>` : title}</li>`)}</ul>
    </section>`;
  }
}

customElements.define('page-about', AboutPage);
