import { html, nothing } from 'lit';
import { api } from '../../core/api.js';
import { locale, t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { unitPath } from './administered.js';
import { OrganisationPart } from './organisation-page.js';

/** The templates of goals and activities that an organisation has or inherits (ORG-1). */
class TemplatesPage extends OrganisationPart {
  static properties = { ...OrganisationPart.properties, items: { state: true } };

  constructor() {
    super();
    /** @type {import('contract').TemplateSummary[]} */
    this.items = [];
  }

  async loadMore() {
    ({ items: this.items } = await api.get(`/organisations/${this.found.id}/templates`));
  }

  content() {
    const { id, name } = this.organisation;
    return html`<h1>${t('templates.heading')}</h1>
      <p class="lead">${t('templates.lead', { name })}</p>
      <p class="actions"><a class="button button-primary" href=${unitPath(id, '/maler/ny')}>${icon('plus-lg')} ${t('templates.new')}</a></p>
      ${this.items.length === 0 ? html`<p class="muted">${t('templates.none')}</p>`
        : html`<ul class="list-plain">${this.items.map((template) => this.#one(template))}</ul>`}`;
  }

  #one({ id, name, planType, inheritedFrom, goals, activities, titles }) {
    return html`<li class="panel">
      <h2><a href=${unitPath(this.organisation.id, `/maler/${id}`)}><bdi>${name}</bdi></a></h2>
      <p>${planType ? t(`planType.${planType}`) : t('template.allTypes')} · ${t('templates.goals', { n: goals })},
        ${t('templates.activities', { n: activities })}</p>
      ${inheritedFrom ? html`<p class="muted">${icon('info-circle')} ${t('template.inherited', { name: inheritedFrom })}</p>` : nothing}
      <p class="muted">${new Intl.ListFormat(locale()).format(titles.slice(0, 5))}${titles.length > 5 ? ' …' : ''}</p>
    </li>`;
  }
}

customElements.define('page-templates', TemplatesPage);
