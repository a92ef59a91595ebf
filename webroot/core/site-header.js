import { html, nothing } from 'lit';
import { SamklangElement } from './element.js';
import { t } from './i18n.js';
import { icon } from '../design/icon.js';
import { helpPath } from '../slices/help/help-paths.js';
import { routes } from './routes.js';
import '../slices/plan/plan-menu.js';
import './language-menu.js';
import './unread-messages.js';
import './user-menu.js';

/**
 * The header of all pages, one row of 64 px: main menu, unread messages, "?", who is logged in and "Logg ut" (LOGIN-8, LIST-6),
 * and the language (LANG-1). On a phone the plan's menu takes the place of the name of the service. Events: `log-out`,
 * `choose-language` with its tag.
 */
class SiteHeader extends SamklangElement {
  static properties = {
    me: { attribute: false },
    current: { attribute: false },
    inPlan: { type: Boolean },
    home: { attribute: false },
    tab: { attribute: false },
  };

  constructor() {
    super();
    /** @type {import('contract').Me|null} */
    this.me = null;
    /** the route's path */
    this.current = '';
    this.inPlan = false;
    /** @type {import('contract').PlanHome|null} */
    this.home = null;
    this.tab = '';
  }

  render() {
    const links = this.#isActive ? this.#links() : [];
    const help = helpPath(routes.find(({ path }) => path === this.current), this.home?.id);
    return html`<div class="site-header ${this.inPlan ? 'is-in-plan' : ''}">
      <a class="brand" href=${this.me ? '/planer' : '/logg-inn'}>${icon('soundwave')} ${t('app.name')}</a>
      ${links.length > 0 ? html`<nav class="site-menu" aria-label=${t('app.menu')}>${links}</nav>` : nothing}
      ${this.inPlan ? html`<plan-menu class="phone-only" .home=${this.home} .tab=${this.tab}></plan-menu>` : nothing}
      <div class="site-tools">
        ${this.#isActive ? html`<unread-messages .initial=${this.me.unread ?? 0}></unread-messages>` : nothing}
        <language-menu class=${this.me ? 'desktop-only' : ''}></language-menu>
        <a class="tool ${this.me ? 'desktop-only' : ''}" href=${help} aria-label=${t('app.help')} title=${t('app.help')}>
          ${icon('question-circle')}</a>
        ${this.me ? html`<user-menu .me=${this.me} .links=${links} .helpPath=${help}></user-menu>` : nothing}
      </div>
    </div>`;
  }

  /** Whether the user is logged in with no required step left. */
  get #isActive() {
    return this.me !== null && this.me.next !== 'TERMS' && !this.me.passwordChangeRequired;
  }

  #links() {
    const { permissions } = this.me;
    const administers = permissions.includes('ADMINISTER_ORGANISATION');
    return [
      this.#link('/planer', t('app.plans')),
      ...(permissions.includes('SEE_OVERVIEW') ? [this.#link('/min-side', t('app.overview'))] : []),
      ...(administers ? [this.#link('/virksomhet/personer', t('app.organisation')), this.#link('/rapporter', t('app.reports'))] : []),
    ];
  }

  #link(path, text) {
    const [, place] = path.split('/');
    const here = this.current === path || (path === '/planer' && this.current === '/')
      || (['virksomhet', 'rapporter'].includes(place) && this.current.startsWith(`/${place}/`));
    return html`<a href=${path} aria-current=${here ? 'page' : nothing}>${text}</a>`;
  }
}

customElements.define('site-header', SiteHeader);
