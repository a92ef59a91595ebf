/**
 * Runs before the modules: asks for what the page needs first while they load, and says so when they can't be loaded.
 * A classic script without imports.
 */
(() => {
  const { early } = document.documentElement.dataset;
  const headers = { Accept: 'application/json, application/problem+json' };
  // the marker beside the session cookie: without it nobody is logged in (session.js)
  const mayBeLoggedIn = document.cookie.split('; ').includes('samklang_logged_in=1');
  const urls = early && mayBeLoggedIn ? early.split(' ').map((path) => `/api/v1${path}`) : [];
  const responses = new Map(urls.map((url) => [url, fetch(url, { headers, cache: 'no-store' })]));
  // Nobody may wait for one of them: the page then asks again.
  responses.forEach((response) => response.catch(() => undefined));

  globalThis.samklangBoot = { responses, submitted: false };

  // A form of index.html is sent by the page that takes over from it.
  document.addEventListener('submit', (event) => {
    if (!(event.target instanceof Element && event.target.closest('[data-skeleton]'))) return;
    event.preventDefault();
    globalThis.samklangBoot.submitted = true;
  });

  window.addEventListener('error', ({ target }) => {
    if (!(target instanceof HTMLScriptElement)) return;
    document.querySelector('samklang-app').replaceChildren();
    document.getElementById('load-failed').hidden = false;
  }, { capture: true });
})();
