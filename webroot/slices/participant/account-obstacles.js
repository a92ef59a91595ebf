import { formatDuration, formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { deviceName } from '../person/device.js';
import './texts.js';

/**
 * @param {import('contract').LoginObstacle} obstacle
 * @returns {string} without details
 */
export function obstacleText(obstacle) {
  return t(`loginObstacle.${obstacle}`);
}

const DETAILS = {
  BLOCKED: ({ blocked }) => (blocked.reason ? t('accountHelp.blocked', { when: formatMoment(blocked.at), reason: blocked.reason })
    : t('accountHelp.blockedOn', { when: formatMoment(blocked.at) })),
  LOCKED: ({ lockedForSeconds, lock }) => {
    const wait = formatDuration(lockedForSeconds);
    return lock ? t(`accountHelp.lockedBy.${lock.cause}`, { wait, device: deviceName(lock.userAgent), address: lock.address })
      : t('accountHelp.locked', { wait });
  },
  NO_ADDRESS: ({ channel }, obstacle) => (channel ? t(`accountHelp.addressMissing.${channel}`) : obstacleText(obstacle)),
  NEVER_USED: ({ invitedAt }, obstacle) => (invitedAt ? t('accountHelp.neverUsed', { when: formatMoment(invitedAt) })
    : obstacleText(obstacle)),
  NOTICE_FAILED: ({ noticeFailedAt }, obstacle) => (noticeFailedAt
    ? t('accountHelp.noticeFailed', { when: formatMoment(noticeFailedAt) }) : obstacleText(obstacle)),
};

/**
 * Why a person may not get in (PERSON-12), with what is known of it.
 *
 * @param {import('contract').AdministeredAccount} account
 * @returns {string[]}
 */
export function obstacleTexts(account) {
  return account.obstacles.map((obstacle) => (DETAILS[obstacle] ?? short)(account, obstacle));
}

function short(_account, obstacle) {
  return obstacleText(obstacle);
}
