import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTime, writeTime } from '../../../webroot/core/time-text.js';

test('a time is read in the ways that people write it', () => {
  for (const text of ['9.30', '09.30', '9:30', '09:30', '930', '0930', '9,30', '9 30', ' kl. 9.30 ', 'Kl 0930']) {
    assert.equal(parseTime(text), '09:30', text);
  }
  assert.equal(parseTime('9'), '09:00');
  assert.equal(parseTime('kl. 18'), '18:00');
});

test('what is no time of 24 hours is none', () => {
  for (const text of ['', '24.00', '12.60', '9.3', '12345', 'ni', '2 pm', '9-30']) assert.equal(parseTime(text), null, text);
});

test('a time is written as the page\'s language does', () => {
  assert.equal(writeTime('09:30', '.'), '09.30');
  assert.equal(writeTime('', '.'), '');
});
