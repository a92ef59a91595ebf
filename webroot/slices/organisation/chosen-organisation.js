import { html, nothing } from 'lit';
import { SamklangElement } from '../../core/element.js';
import { api } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import './texts.js';

/** Which of several organisations the user works in, and the way to another (ORG-1). */
class ChosenOrganisation extends SamklangElement {
  static properties = { name: { state: true } };

  constructor() {
    super();
    this.name = '';
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#load();
  }

  async #load() {
    const { items } = await api.get('/organisations', { background: true }).catch(() => ({ items: [] }));
    this.name = items.length > 1 ? (items.find(({ chosen }) => chosen)?.name ?? '') : '';
  }

  render() {
    return this.name ? html`<p class="muted">${t('chosenOrganisation.in')} <strong><bdi>${this.name}</bdi></strong>.
      <a href="/virksomhet/enheter">${t('chosenOrganisation.change')}</a></p>` : nothing;
  }
}

customElements.define('chosen-organisation', ChosenOrganisation);
