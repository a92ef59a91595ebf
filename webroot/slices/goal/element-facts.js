import { html, nothing } from 'lit';
import { formatDate } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';

/** What stands about a goal or an activity, in words. */

/**
 * @param {{agreed: string, changedSinceAgreed: boolean}} element
 * @returns {unknown} whether the owner has agreed (GOAL-11)
 */
export function agreementTag({ agreed, changedSinceAgreed }) {
  if (agreed === 'PROPOSED') return html`<span class="tag">${icon('question-circle')} ${t('agreement.proposed')}</span>`;
  if (changedSinceAgreed) return html`<span class="tag tag-warning">${icon('exclamation-triangle')} ${t('agreement.changed')}</span>`;
  return html`<span class="tag">${icon('check-circle')} ${t('agreement.agreed')}</span>`;
}

/**
 * @param {import('contract').Activity} activity
 * @returns {string} when it is carried out; empty when nothing is said
 */
export function period({ from, to }) {
  if (from && to) return t('activity.fromTo', { from: formatDate(from), to: formatDate(to) });
  if (from) return t('activity.from', { from: formatDate(from) });
  return to ? t('activity.to', { to: formatDate(to) }) : '';
}

/**
 * @param {import('contract').Activity} activity
 * @param {string} today
 * @returns {boolean} whether it should have been evaluated (GOAL-10)
 */
export const isOverdue = ({ evaluateOn, effect, inHistory }, today) => !inHistory && !effect && evaluateOn !== null && evaluateOn < today;

/**
 * @param {import('contract').Activity} activity
 * @param {string} today
 */
export function evaluation(activity, today) {
  if (activity.effect) {
    const { effectReason: reason } = activity;
    return html`${t(`effect.${activity.effect}`)}${reason ? html`: <span dir="auto">${reason}</span>` : nothing}`;
  }
  if (!activity.evaluateOn) return nothing;
  const day = formatDate(activity.evaluateOn);
  return isOverdue(activity, today)
    ? html`<strong class="overdue">${icon('exclamation-triangle-fill')} ${t('activity.overdue', { day })}</strong>`
    : t('activity.evaluateOn', { day });
}

/**
 * @param {import('contract').Activity} activity
 * @param {import('contract').PlanHome} home
 * @returns {string} names of those responsible
 */
export function responsibleNames({ responsible }, home) {
  const names = responsible.map((id) => home.participants.find(({ participantId }) => participantId === id)?.name ?? t('activity.left'));
  return names.join(', ');
}

/**
 * Says who else has it open; takes the same room without anybody, so that nothing moves.
 *
 * @param {string[]} names
 */
export function presenceLine(names) {
  const text = names.length > 1 ? t('presence.several', { n: names.length }) : t('presence.one', { name: names[0] ?? '' });
  return html`<p class="presence muted">${names.length > 0 ? html`<span dir="auto">${text}</span>` : nothing}</p>`;
}
