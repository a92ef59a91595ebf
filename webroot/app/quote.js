import { formatMoment } from './format.js';
import { t } from './i18n.js';

const LONGEST_BODY = 20_000;
const LONGEST_SUBJECT = 200;
const ROOM_TO_WRITE = 4_000;

/**
 * A reply, with the original quoted below.
 *
 * @param {any} original
 * @param {string} me my participantId
 * @param {boolean} toAll
 * @returns {any} what it says, and the persons it would go to
 */
export function replyTo(original, me, toAll) {
  const mine = original.from.participantId === me;
  return { ...basis(original, 'quote.reply'), to: toAll || mine ? [original.from, ...original.to] : [original.from] };
}

/** @param {any} original @returns {any} a copy for others, whom one chooses */
export function forward(original) {
  return { ...basis(original, 'quote.forward'), to: [] };
}

function basis(original, prefixKey) {
  return { kind: 'MESSAGE', category: '', subject: prefixed(original.subject, t(prefixKey)), body: quoted(original) };
}

function prefixed(subject, prefix) {
  return (subject.startsWith(prefix) ? subject : `${prefix} ${subject}`).slice(0, LONGEST_SUBJECT);
}

function quoted(original) {
  const head = t('quote.head', { name: original.from.name, when: formatMoment(original.sentAt) });
  const lines = original.body.split('\n').map((line) => `> ${line}`).join('\n');
  return `\n\n\n${head}\n${lines}`.slice(0, LONGEST_BODY - ROOM_TO_WRITE);
}
