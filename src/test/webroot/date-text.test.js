import assert from 'node:assert/strict';
import { test } from 'node:test';
import './browser.js';
import { formatDate } from '../../../webroot/core/format.js';
import { parseDate, writeDate } from '../../../webroot/core/date-text.js';

const YEAR = 2026;

test('a date is read in the ways that people write it', () => {
  for (const text of ['3.4.2026', '03.04.2026', '03.04.26', '3.4.26', '030426', '03042026', '3/4/2026', '3-4-2026',
    '3 4 2026', ' 3. 4. 2026 ', '3.4.2026.', '2026-04-03']) {
    assert.equal(parseDate(text, YEAR), '2026-04-03', text);
  }
});

test('a day that does not exist is no date', () => {
  for (const text of ['31.02.2026', '31.04.2026', '32.1.2026', '0.1.2026', '1.13.2026', '1.0.2026', '2026-02-30', '310226']) {
    assert.equal(parseDate(text, YEAR), null, text);
  }
});

test('29 February exists in leap years only', () => {
  assert.equal(parseDate('29.2.2024', YEAR), '2024-02-29');
  assert.equal(parseDate('29.02.2000', YEAR), '2000-02-29');
  assert.equal(parseDate('29.2.2026', YEAR), null);
  assert.equal(parseDate('29.2.1900', YEAR), null);
});

test('a year of two figures is in this century up to ten years ahead, otherwise in the last', () => {
  assert.equal(parseDate('1.1.36', YEAR), '2036-01-01');
  assert.equal(parseDate('1.1.37', YEAR), '1937-01-01');
  assert.equal(parseDate('140547', YEAR), '1947-05-14');
  assert.equal(parseDate('1.1.00', YEAR), '2000-01-01');
  assert.equal(parseDate('29.02.24', YEAR), '2024-02-29');
});

test('anything else is no date', () => {
  for (const text of ['', 'i dag', '3.4', '3.4.202', '3.april 2026', '12345', '1234567', '3.4.20266', '0001-01-01']) {
    assert.equal(parseDate(text, YEAR), null, text);
  }
});

test('it is written with two figures, and what is no date as it was written', () => {
  assert.equal(writeDate('2026-04-03', '.'), '03.04.2026');
  assert.equal(writeDate('2026-04-03', '/'), '03/04/2026');
  assert.equal(writeDate('31.02.2026', '.'), '31.02.2026');
  assert.equal(writeDate('', '.'), '');
  assert.equal(formatDate('31.02.2026'), '31.02.2026');
});
