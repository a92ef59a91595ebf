import { t } from '../../core/i18n.js';
import './texts.js';

/**
 * @param {import('contract').PlanHome} home of the plan
 * @returns {string} why the user can't send messages in the plan, or an empty text
 */
export function writeBarrier({ state, myRights }) {
  if (state !== 'ACTIVE') return t('message.planClosed');
  return myRights.sendMessages ? '' : t('message.noRight');
}
