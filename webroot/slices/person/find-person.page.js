import { html } from 'lit';
import { Page } from '../../core/element.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import './person-search.js';
import './texts.js';

/** Finds a person in the municipality's register, for everyone whom the municipality lets search it (PERSON-3). */
class FindPersonPage extends Page {
  render() {
    return html`<section class="page page-reading">
      <p><a class="back" href="/planer/${this.params.planId}/deltakere">${icon('arrow-left')} ${t('findPerson.back')}</a></p>
      <h1>${t('findPerson.heading')}</h1>
      <p class="lead">${t('findPerson.lead')}</p>
      <person-search read-only .label=${t('findPerson.name')}></person-search>
      <p class="muted">${t('findPerson.logged')}</p>
    </section>`;
  }
}

customElements.define('page-find-person', FindPersonPage);
