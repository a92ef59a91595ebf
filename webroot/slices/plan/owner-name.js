import { t } from '../../core/i18n.js';
import './texts.js';

/**
 * The owner's name, or what stands instead of it while the plan is shut by its consent (PART-4).
 *
 * @param {{ owner: { firstName: string, lastName: string }|null }} plan
 * @returns {string}
 */
export function ownerName({ owner }) {
  return owner ? `${owner.firstName} ${owner.lastName}` : t('planList.shutPlan');
}
