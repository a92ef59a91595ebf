import { html, nothing } from 'lit';
import { SamklangElement } from './element.js';
import { Listen } from './listen.js';
import { connection } from './connection.js';
import { currentPlan } from './plan.js';
import { match, router } from './router.js';
import { session } from './session.js';
import { detour, loginPath } from './way-in.js';
import { t } from './i18n.js';
import { fetchAhead, pageCode } from './page-code.js';
import { Problem } from './problem.js';
import { loading } from '../components/loading.js';
import '../components/site-header.js';
import '../components/site-footer.js';
import '../components/plan-frame.js';
import '../components/problem-page.js';
import '../components/status-notices.js';
import '../components/connection-bar.js';
import '../components/timeout-warning.js';
import '../components/login-again.js';

/** The whole application: frame, the page that the address names, and what can come in between. */
class SamklangApp extends SamklangElement {
  static properties = {
    page: { state: true },
    route: { state: true },
    problem: { state: true },
    endedBy: { state: true },
  };

  #moving = 0;
  #focusWaits = false;
  #first = true;

  constructor() {
    super();
    this.page = null;
    this.route = null;
    this.problem = null;
    this.endedBy = null;
    new Listen(this, router, { navigate: (event) => this.#navigate(event.detail) });
    new Listen(this, session, {
      change: () => this.requestUpdate(),
      ended: (event) => this.#sessionEnded(event.detail),
      mustFirst: (event) => this.#mustFirst(event.detail),
    });
    new Listen(this, currentPlan, { change: () => this.requestUpdate() });
    new Listen(this, connection, { change: (event) => this.#connectionChanged(event.detail) });
    new Listen(this, window, { beforeunload: (event) => this.page?.isAtRisk && event.preventDefault() });
  }

  connectedCallback() {
    this.replaceChildren();
    super.connectedCallback();
    router.start();
  }

  async #navigate({ url, first }) {
    const move = ++this.#moving;
    this.#first = first;
    try {
      if (match(url.pathname)?.route.access !== 'guest') await session.known();
      if (move !== this.#moving) return;
      const elsewhere = detour(url);
      if (elsewhere) return router.go(elsewhere, { replace: true });
      await this.#show(url, move);
    } catch (problem) {
      if (move === this.#moving) this.#fail(problem);
    }
  }

  async #show(url, move) {
    const found = match(url.pathname);
    if (!found) throw new Problem(404, { code: 'not.found' });
    await pageCode(found.route);
    if (move !== this.#moving) return;
    const page = document.createElement(found.route.tag);
    Object.assign(page, { params: found.params, query: url.searchParams });
    Object.assign(this, { page, route: found.route, problem: null, endedBy: null });
    this.#focusWaits = !this.#first;
    if (session.isOpen) fetchAhead();
    document.title = `${t(found.route.title)} – Samklang`;
    void currentPlan.open(found.params.planId ?? null);
  }

  #fail(problem) {
    Object.assign(this, { page: null, route: match(location.pathname)?.route ?? null, problem });
    this.#focusWaits = !this.#first;
    document.title = `${t('problemPage.title')} – Samklang`;
  }

  #sessionEnded({ reason, personId }) {
    if (this.page?.hasUnsaved) this.endedBy = { reason, personId };
    else if (this.route?.access !== 'anyone') {
      void currentPlan.open(null);
      const here = localOrNothing(reason);
      router.go(loginPath(here, reason), { replace: true });
    }
  }

  #mustFirst(path) {
    if (location.pathname !== path) router.go(path, { replace: true });
  }

  // A page that couldn't be shown for lack of a connection comes by itself when there is one.
  #connectionChanged({ lost }) {
    if (!lost && (this.problem?.isNetwork || currentPlan.problem?.isNetwork)) router.again();
  }

  updated() {
    this.#moveFocus();
  }

  #moveFocus() {
    if (!this.#focusWaits) return;
    const heading = this.querySelector('main h1');
    if (!heading || !(this.page?.contains(heading) || heading.closest('problem-page'))) return;
    this.#focusWaits = false;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  render() {
    return html`
      <a class="skip-link" href="#innhold" @click=${this.#skip}>${t('frame.skip')}</a>
      <header class="site-top">
        <site-header .me=${session.me} .current=${this.route?.path ?? ''} @log-out=${this.#logOut}></site-header>
        ${this.#inPlan && currentPlan.home
          ? html`<plan-frame .home=${currentPlan.home} .tab=${this.route.tab}></plan-frame>`
          : nothing}
      </header>
      <main id="innhold" tabindex="-1" @page-updated=${this.#moveFocus}>${this.#content()}</main>
      <site-footer></site-footer>
      <status-notices></status-notices>
      <connection-bar></connection-bar>
      <timeout-warning></timeout-warning>
      ${this.endedBy
        ? html`<login-again .ended=${this.endedBy} @logged-in=${() => (this.endedBy = null)} @given-up=${this.#giveUp}></login-again>`
        : nothing}
    `;
  }

  get #inPlan() {
    return Boolean(this.route?.tab);
  }

  #content() {
    const within = this.#inPlan && !this.route.outside;
    const problem = this.problem ?? (within ? currentPlan.problem : null);
    if (problem) return html`<problem-page .problem=${problem} .text=${this.problem ? '' : this.page?.losable ?? ''} @retry=${() => router.again()}></problem-page>`;
    const waits = !this.page || (within && !currentPlan.home);
    return waits ? loading() : this.page;
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }

  async #logOut() {
    await this.page?.keep?.();
    try {
      await session.logout();
    } catch {
      this.querySelector('status-notices').warn(t('frame.logoutFailed'));
    }
  }

  #giveUp() {
    const { reason } = this.endedBy;
    this.page = null;
    this.endedBy = null;
    router.go(loginPath(localOrNothing(reason), reason), { replace: true });
  }
}

/** One who logged out by choice isn't led back to where they were. */
function localOrNothing(reason) {
  return reason === 'LOGGED_OUT' ? null : location.pathname + location.search;
}

customElements.define('samklang-app', SamklangApp);
