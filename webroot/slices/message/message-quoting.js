import { formatMoment } from '../../core/format.js';
import { t } from '../../core/i18n.js';
import { cutText } from '../../core/whole-characters.js';
import './texts.js';

const MAX_BODY_LENGTH = 20_000;
const MAX_SUBJECT_LENGTH = 200;
const RESERVED_LENGTH = 4_000;

/**
 * Begins an answer. Its text is empty: what it answers stands above it, in the conversation.
 *
 * @param {import('contract').Message} original
 * @param {string} me my participantId
 * @param {boolean} toAll
 * @returns {any} the content, with recipients as objects
 */
export function answerTo(original, me, toAll) {
  const mine = original.from.participantId === me;
  const to = toAll || mine ? [original.from, ...original.to] : [original.from];
  return { kind: 'MESSAGE', category: '', subject: prefixed(original.subject, t('quote.reply')), body: '', to };
}

/**
 * Begins a message that carries the text of another one.
 *
 * @param {import('contract').Message} original
 * @returns {any} the content, without recipients
 */
export function forward(original) {
  return { kind: 'MESSAGE', category: '', subject: prefixed(original.subject, t('quote.forward')), body: quoted(original), to: [] };
}

function prefixed(subject, prefix) {
  return cutText(subject.startsWith(prefix) ? subject : `${prefix} ${subject}`, MAX_SUBJECT_LENGTH);
}

function quoted(original) {
  const header = t('quote.head', { name: original.from.name, when: formatMoment(original.sentAt) });
  const lines = original.body.split('\n').map((line) => `> ${line}`).join('\n');
  return cutText(`\n\n\n${header}\n${lines}`, MAX_BODY_LENGTH - RESERVED_LENGTH);
}
