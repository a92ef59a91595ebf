import assert from 'node:assert/strict';
import { test } from 'node:test';
import './browser.js';

const { codeIn } = await import('../../../webroot/slices/auth/pending-code.js');
const { cutText, firstCharacter } = await import('../../../webroot/core/whole-characters.js');
const { answerTo, forward } = await import('../../../webroot/slices/message/message-quoting.js');

const SMS = '123456 er engangskoden din til Samklang. Den gjelder i 10 minutter.\n\n@samklang.example #123456';

test('a code is found in what is typed or pasted', () => {
  const typed = ['123456', '123-456', '123 456', '12 34 56', '123\u00a0456', '123\u202f456', '123456\u200b', '\u200e123456',
    '123\u2013456', '１２３４５６', '١٢٣٤٥٦', '𝟏𝟐𝟑𝟒𝟓𝟔', 'Koden er 123456.', '29.11.2026 fikk du koden 123456', SMS];
  for (const text of typed) assert.equal(codeIn(text), '123456', text);
});

test('what holds no code, or different ones, is left to the service', () => {
  for (const text of ['12345', '1234567', '123456 eller 654321', 'kode']) assert.equal(codeIn(text), text);
});

test('a text is cut between characters', () => {
  const family = '👩‍👩‍👧';
  assert.equal(cutText('abc', 3), 'abc');
  assert.equal(cutText('a😀b', 2), 'a');
  assert.equal(cutText(`a${family}b`, 4), 'a');
  assert.equal(cutText('ae\u0301', 2), 'a');
  assert.equal(firstCharacter(`${family}x`), family);
  assert.equal(firstCharacter(''), '');
});

test('a quotation and a subject end in a whole character', () => {
  for (const before of ['', 'a']) {
    const original = { subject: `${before}${'😀'.repeat(99)}`, body: `${before}${'😀'.repeat(9000)}`, from: { name: 'Kari' }, to: [],
      sentAt: '2026-11-28T10:00:00Z' };
    const { body, subject } = forward(/** @type {any} */ (original));
    assert.ok(body.isWellFormed() && subject.isWellFormed());
    assert.ok(body.length > 15_990 && subject.length > 190);
    assert.ok(answerTo(/** @type {any} */ (original), 'x', false).subject.isWellFormed());
  }
});
