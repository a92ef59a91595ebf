import assert from 'node:assert/strict';
import { test } from 'node:test';
import './browser.js';

const { messagePath, viewOf } = await import('../../../webroot/slices/message/message-view.js');

function view(query) {
  return viewOf(new URLSearchParams(query));
}

test('the address says which messages the list shows', () => {
  assert.deepEqual(view('mappe=sendt&type=notat&sorter=subject'), { folder: 'sendt', kind: 'notat', sort: 'subject' });
  assert.deepEqual(view(''), { folder: 'mottatt', kind: '', sort: '-sentAt' });
});

test('what an address can not say is left out', () => {
  assert.deepEqual(view('mappe=toString&type=constructor&sorter=body'), view(''));
});

test('an opened message keeps the view of the list', () => {
  for (const query of ['', 'mappe=kladder', 'mappe=sendt&type=referat&sorter=-to']) {
    const path = messagePath('plan', view(query), '/melding', { svar: 'ja' });
    assert.ok(path.startsWith('/planer/plan/meldinger/melding?'));
    assert.deepEqual(viewOf(new URL(path, 'http://samklang.example').searchParams), view(query));
  }
  assert.equal(messagePath('plan', view('')), '/planer/plan/meldinger');
});
