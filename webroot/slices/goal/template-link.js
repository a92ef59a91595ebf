import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { goalsPath } from './goal-tree.js';
import './texts.js';

/** The way to a goal from a template, if the plan's organisation has any (ORG-1). */
class TemplateLink extends SamklangElement {
  static properties = { planId: { attribute: false }, exists: { state: true } };

  constructor() {
    super();
    this.planId = '';
    this.exists = false;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  async #load() {
    const { total } = await api.get(`/plans/${this.planId}/templates`, { background: true }).catch(() => ({ total: 0 }));
    this.exists = total > 0;
  }

  render() {
    return this.exists ? html`<p><a class="button button-quiet" href="${goalsPath(this.planId)}/fra-mal">${icon('journal-text')}
      ${t('goalsFromTemplate.link')}</a></p>` : nothing;
  }
}

customElements.define('template-link', TemplateLink);
