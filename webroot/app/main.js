import { loadLanguage } from './i18n.js';

try {
  await loadLanguage('nb');
  await import('./samklang-app.js');
} catch (problem) {
  // No texts yet, so this one stands in index.html.
  document.querySelector('samklang-app').replaceChildren();
  document.getElementById('load-failed').hidden = false;
  throw problem;
}
