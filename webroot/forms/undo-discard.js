import { t } from '../core/i18n.js';
import { notify } from '../core/notify.js';
import { explain } from '../core/problem.js';

/**
 * Says that something was discarded, with Angre beside it. Angre stays when bringing it back fails.
 *
 * @param {string} text what was discarded
 * @param {() => unknown} bringBack may be asynchronous; rejects with a `Problem`
 * @param {'done'|'warning'} [kind]
 */
export function offerUndo(text, bringBack, kind = 'done') {
  const run = async () => {
    try {
      await bringBack();
    } catch (problem) {
      offerUndo(explain(problem), bringBack, 'warning');
    }
  };
  notify(text, { kind, action: { label: t('form.undoDiscard'), run: () => void run() } });
}
