import { t } from './i18n.js';
import { chooseLanguage, pageLanguage } from './language.js';
import { notify } from './notify.js';
import { router } from './router.js';

/**
 * Shows the same page in another language (LANG-1). What was written is kept first; a page that asks before it is left is asked.
 *
 * @param {import('./element.js').SamklangElement|null} page
 * @param {string} language its tag
 */
export function switchLanguage(page, language) {
  if (language === pageLanguage()) return;
  if (router.guard) router.guard(() => void showIn(page, language));
  else void showIn(page, language);
}

async function showIn(page, language) {
  try {
    await page?.flush();
    await chooseLanguage(language);
    location.reload();
  } catch {
    notify(t('app.languageFailed'), { kind: 'warning' });
  }
}
