import assert from 'node:assert/strict';
import { test } from 'node:test';
import { together } from '../../../webroot/forms/together.js';

test('several parts save as one, without those that are not there', async () => {
  const flushed = [];
  const part = (name, hasUnsavedChanges, blocksUnload) =>
    ({ hasUnsavedChanges, blocksUnload, flush: async () => void flushed.push(name) });
  const both = together([part('a', false, false), null, part('b', true, false)]);
  assert.deepEqual([both.hasUnsavedChanges, both.blocksUnload], [true, false]);
  await both.flush();
  assert.deepEqual(flushed, ['a', 'b']);
  const none = together([undefined]);
  assert.deepEqual([none.hasUnsavedChanges, none.blocksUnload], [false, false]);
});
