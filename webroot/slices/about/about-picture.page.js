import { html } from 'lit';
import { Page } from '../../core/element.js';
import { EventController } from '../../core/event-controller.js';
import { deniedPage } from '../../core/problem-page.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { loading } from '../../design/loading.js';
import { currentPlan } from '../plan/plan.js';
import { PlanResource } from '../plan/plan-resource.js';
import { aboutPath, aboutPictureApi } from './about-picture.js';
import './about-picture-upload.js';
import './texts.js';

/** Chooses or removes the picture of the owner's own page (HOME-2). */
class AboutPicturePage extends Page {
  #resource = new PlanResource(this, { path: () => 'about', sections: ['about'] });

  constructor() {
    super();
    new EventController(this, currentPlan, { change: () => this.requestUpdate() });
  }

  render() {
    const { failure, retry, value: about } = this.#resource;
    if (failure) return html`<problem-page .problem=${failure} @retry=${retry}></problem-page>`;
    if (!about || !currentPlan.home) return loading();
    if (!currentPlan.home.myRights.editAbout) return deniedPage();
    const { planId } = this.params;
    return html`<section class="page page-reading">
      <p class="back-line"><a href=${aboutPath(planId)}>${icon('chevron-left')} ${t('about.back')}</a></p>
      <h1>${t('aboutPicture.heading')}</h1>
      <section class="panel" aria-label=${t('aboutPicture.heading')}>
        <about-picture-upload .planId=${planId} .resource=${about} .path=${aboutPictureApi(planId)}
          @element-changed=${(event) => (this.#resource.value = event.detail)}></about-picture-upload>
      </section>
    </section>`;
  }
}

customElements.define('page-about-picture', AboutPicturePage);
