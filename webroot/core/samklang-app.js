import { html, nothing } from 'lit';
import { SamklangElement } from './element.js';
import { EventController } from './event-controller.js';
import { keepFocus, keepInContent } from './focus-keeper.js';
import { connection } from './connection.js';
import { currentPlan } from '../slices/plan/plan.js';
import { match, router } from './router.js';
import { session } from './session.js';
import { nextTask } from './next-task.js';
import { notify } from './notify.js';
import { loginRedirect, loginPath, returnPath } from '../slices/auth/login-flow.js';
import { t } from './i18n.js';
import { switchLanguage } from './language-switch.js';
import { prefetchPages, loadPage } from './page-loader.js';
import { Problem } from './problem.js';
import { pageSkeleton } from '../design/loading.js';
import './site-header.js';
import './site-footer.js';
import '../slices/plan/plan-header.js';
import { shutPlanContact } from '../slices/plan/coordinator-contact.js';
import { planNotes } from '../slices/plan/plan-notes.js';
import { isOutside, planRefusal } from '../slices/plan/plan-refusal.js';
import './problem-page.js';
import '../design/toast-region.js';
import './status-bars.js';
import './session-expired-dialog.js';

/** The application shell: header, current page, footer and dialogs. */
class SamklangApp extends SamklangElement {
  static properties = {
    page: { state: true },
    route: { state: true },
    problem: { state: true },
    endedSession: { state: true },
  };

  #navigationId = 0;
  #focusPending = false;
  #isFirstPage = true;
  #isRefused = false;
  #shownUrl = '';

  constructor() {
    super();
    this.page = null;
    this.route = null;
    this.problem = null;
    this.endedSession = null;
    new EventController(this, router, { navigate: (event) => this.#navigate(event.detail) });
    new EventController(this, session, {
      change: () => this.requestUpdate(),
      ended: (event) => this.#sessionEnded(event.detail),
      stepRequired: (event) => this.#showRequiredStep(event.detail),
    });
    new EventController(this, currentPlan, { change: () => this.#planChanged() });
    new EventController(this, connection, { change: (event) => this.#connectionChanged(event.detail) });
    new EventController(this, window, { beforeunload: (event) => this.page?.blocksUnload && event.preventDefault() });
  }

  connectedCallback() {
    super.connectedCallback();
    keepFocus();
    void nextTask().then(() => router.start());
  }

  async #navigate({ url, first, traversed }) {
    const navigationId = ++this.#navigationId;
    // whoever goes back before the next page is there has left nothing
    if (traversed && this.page && !this.problem && url.href === this.#shownUrl) return;
    this.#isFirstPage = first;
    try {
      await session.restore();
      if (navigationId !== this.#navigationId) return;
      const redirect = loginRedirect(url);
      if (redirect) return router.go(redirect, { replace: true });
      await this.#show(url, navigationId);
    } catch (problem) {
      if (navigationId === this.#navigationId) this.#showProblem(problem);
    }
  }

  async #show(url, navigationId) {
    const found = match(url.pathname);
    if (!found) throw new Problem(404, { code: 'not.found' });
    const tag = await loadPage(found.route);
    if (this.#isFirstPage) await nextTask();
    if (navigationId !== this.#navigationId) return;
    const page = this.#reusablePage(tag, found.params, url) ?? document.createElement(tag);
    this.#shownUrl = url.href;
    Object.assign(page, { params: found.params, query: url.searchParams });
    Object.assign(this, { page, route: found.route, problem: null, endedSession: null });
    this.#focusPending = !this.#isFirstPage;
    if (session.isActive) prefetchPages();
    document.title = this.#title;
    this.#isRefused = Boolean(planRefusal(this.#route, found.params));
    void currentPlan.open(isOutside(found) ? null : found.params.planId ?? null);
  }

  // The page shown now, if it shows the other address too, as a list and what is opened in it. A reload makes a new page.
  #reusablePage(tag, params, url) {
    const isAnotherAddress = url.href !== this.#shownUrl && !this.problem;
    return isAnotherAddress && this.page?.localName === tag && this.page.canShow(params) ? this.page : null;
  }

  #showProblem(problem) {
    Object.assign(this, { page: null, route: match(location.pathname)?.route ?? null, problem });
    this.#focusPending = !this.#isFirstPage;
    document.title = `${t('problemPage.title')} – Samklang`;
  }

  // the page stays while it has unsaved text, hidden when somebody else is logged in
  #sessionEnded(ended) {
    const { reason, other } = ended;
    if (other || this.endedSession || this.page?.hasUnsavedChanges) this.endedSession = ended;
    else if (this.route?.access !== 'anyone') {
      session.forget();
      void currentPlan.open(null);
      router.go(loginPath(returnPath(reason), reason), { replace: true });
    }
  }

  #showRequiredStep(path) {
    if (location.pathname !== path) router.go(path, { replace: true });
  }

  // A page of a plan that is refused says so in its title too.
  #planChanged() {
    const isRefused = Boolean(planRefusal(this.#route, this.page?.params));
    if (this.page && this.#route && isRefused !== this.#isRefused) {
      this.#isRefused = isRefused;
      document.title = this.#title;
    }
    this.requestUpdate();
  }

  // A page that failed to load for lack of a connection is loaded again when there is one.
  #connectionChanged({ lost }) {
    this.requestUpdate();
    if (!lost && (this.problem?.isNetwork || currentPlan.problem?.isNetwork)) router.reload();
  }

  // Until the first page is there, the skeleton of index.html stands.
  shouldUpdate() {
    return this.page !== null || this.problem !== null;
  }

  firstUpdated() {
    const skeleton = this.querySelector('[data-skeleton]');
    if (skeleton) this.page?.takeOver?.(skeleton);
    skeleton?.remove();
    globalThis.samklangBoot?.responses.clear();
  }

  updated() {
    this.#moveFocus();
  }

  #moveFocus() {
    if (!this.#focusPending) return;
    const heading = this.querySelector('main')?.querySelector('h1');
    if (!heading || !(this.page?.contains(heading) || heading.closest('problem-page'))) return keepInContent();
    this.#focusPending = false;
    if (this.page?.ownsFocus) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  render() {
    return html`
      <a class="skip-link" href="#innhold" @click=${this.#skipToContent}>${t('app.skip')}</a>
      <header class="site-top">
        <site-header .me=${session.me} .current=${this.#route?.path ?? ''} ?inPlan=${this.#showsPlan} .home=${currentPlan.home}
          .tab=${this.#route?.tab ?? ''} @log-out=${this.#logOut}
          @choose-language=${({ detail }) => switchLanguage(this.page, detail)}></site-header>
        ${this.#showsPlan ? html`<plan-header .home=${currentPlan.home} .tab=${this.#route.tab}></plan-header>` : nothing}
      </header>
      <downtime-bar></downtime-bar>
      <main id="innhold" tabindex="-1" ?hidden=${this.#isHidden} @page-updated=${this.#moveFocus}>${this.#content()}</main>
      <toast-region></toast-region>
      <site-footer></site-footer>
      <connection-bar .writing=${this.page?.hasUnsavedChanges ?? false}></connection-bar>
      <timeout-warning></timeout-warning>
      ${this.endedSession
        ? html`<session-expired-dialog .ended=${this.endedSession} @logged-in=${() => (this.endedSession = null)}
          @dismissed=${this.#dismissExpired} @left-to-other=${this.#leaveToOther}></session-expired-dialog>`
        : nothing}
    `;
  }

  /** The route of the page, known by the address before the page has loaded. */
  get #route() {
    return this.route ?? match(location.pathname)?.route ?? null;
  }

  /** Whether somebody else is logged in: nothing of the former person's page may be read. */
  get #isHidden() {
    return Boolean(this.endedSession?.other);
  }

  get #inPlan() {
    return Boolean(this.#route?.tab);
  }

  /** Whether the header is a plan's: also while the plan loads, so that the page doesn't move when it comes. */
  get #showsPlan() {
    const isLoading = !currentPlan.problem && !this.problem && (currentPlan.planId !== null || this.route === null);
    return this.#inPlan && !this.#isHidden && (currentPlan.home !== null || isLoading);
  }

  #content() {
    const problem = this.problem ?? planRefusal(this.#route, this.page?.params);
    if (problem) return this.#problemPage(problem);
    if (!this.page || (this.#inPlan && !this.#route.outside && !currentPlan.home)) return pageSkeleton();
    return html`${this.#inPlan && currentPlan.home ? planNotes(currentPlan.home) : nothing} ${this.page}`;
  }

  #problemPage(problem) {
    return html`<problem-page .problem=${problem} .text=${this.problem ? '' : this.page?.unsavedText ?? ''}
      .reason=${currentPlan.closure?.reason} .contact=${this.#inPlan ? shutPlanContact(currentPlan) : null}
      @retry=${() => router.reload()}></problem-page>`;
  }

  get #title() {
    return `${t(planRefusal(this.#route, this.page?.params) ? 'problemPage.title' : this.page.titleKey ?? this.#route.title)} – Samklang`;
  }

  #skipToContent(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }

  // A password that was shown only now is passed on first.
  #logOut() {
    if (router.guard) router.guard(() => void this.#logOutNow());
    else void this.#logOutNow();
  }

  async #logOutNow() {
    await this.page?.flush?.();
    try {
      await session.logout();
    } catch {
      notify(t('app.logoutFailed'), { kind: 'warning' });
    }
  }

  /** A new page load leaves nothing of the former person behind. */
  async #leaveToOther() {
    this.page = null;
    await this.updateComplete;
    location.assign('/planer');
  }

  #dismissExpired() {
    const { reason } = this.endedSession;
    session.forget();
    Object.assign(this, { page: null, endedSession: null });
    router.go(loginPath(returnPath(reason), reason), { replace: true });
  }
}

customElements.define('samklang-app', SamklangApp);
