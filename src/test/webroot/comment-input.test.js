import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commentInput, updateOf } from '../../../webroot/slices/goal/comment-input.js';

const comment = (more) => /** @type {any} */ ({ status: null, progress: null, accepted: null, ...more });

test('a comment carries the update of its kind of element, or none', () => {
  assert.deepEqual(commentInput({ text: ' Hei ', update: '' }, true, null), { text: 'Hei' });
  assert.deepEqual(commentInput({ text: '', update: 'DONE' }, true, null), { text: '', status: 'DONE' });
  assert.deepEqual(commentInput({ text: '', update: '0' }, false, null), { text: '', progress: 0 });
});

test('a proposal can be changed until it is accepted: then it sends its stored update', () => {
  const values = { text: 'Nå', update: '60' };
  assert.deepEqual(commentInput(values, false, comment({ progress: 50, accepted: false })), { text: 'Nå', progress: 60 });
  assert.deepEqual(commentInput(values, false, comment({ progress: 50, accepted: true })), { text: 'Nå', progress: 50 });
  assert.deepEqual(commentInput({ text: 'Nå', update: '' }, true, comment({ status: 'DONE', accepted: true })),
    { text: 'Nå', status: 'DONE' });
});

test('the form has the update as a text', () => {
  assert.deepEqual([comment({ progress: 0 }), comment({ status: 'DONE' }), comment({})].map(updateOf), ['0', 'DONE', '']);
});
