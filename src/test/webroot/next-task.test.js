import assert from 'node:assert/strict';
import { test } from 'node:test';
import './browser.js';
import { dayOf } from '../../../webroot/core/date-format.js';
import { nextTask } from '../../../webroot/core/next-task.js';
import { cutText, firstCharacter } from '../../../webroot/core/whole-characters.js';

test('what waits as a task comes before, where the browser has no scheduler', async () => {
  const done = [];
  setTimeout(() => done.push('task'));
  await nextTask();
  assert.deepEqual(done, ['task']);
});

test('a scheduler of the browser is asked', async () => {
  const asked = [];
  Object.assign(globalThis, { scheduler: { yield: async () => asked.push('yield') } });
  await nextTask();
  assert.deepEqual(asked, ['yield']);
});

test('formatters and segmenters, which take long to make, are made once and when needed', async () => {
  const made = [];
  for (const name of ['DateTimeFormat', 'Segmenter']) {
    const Original = Intl[name];
    Object.assign(Intl, { [name]: class extends Original {
      constructor(...options) {
        super(...options);
        made.push(name);
      }
    } });
  }
  const anew = '../../../webroot/core/whole-characters.js?anew';
  await import(anew);
  assert.deepEqual(made, []);
  assert.equal(dayOf(Date.UTC(2026, 10, 30, 23, 30)), '2026-12-01');
  assert.equal(dayOf(Date.UTC(2026, 10, 30, 22, 30)), '2026-11-30');
  assert.equal(cutText('abc', 2), 'ab');
  assert.equal(firstCharacter('é1'), 'é');
  assert.deepEqual(made, ['DateTimeFormat', 'Segmenter']);
});
