import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Answer, answerWith, requests, settle } from './browser.js';
import { api, apiEvents, contentDisposition, newIdempotencyKey, queryString } from '../../../webroot/core/api.js';
import { connection } from '../../../webroot/core/connection.js';

test('a change carries the headers of the contract', async () => {
  answerWith(() => ({ id: '1' }));
  await api.put('/plans/1', { a: 1 }, { version: 7, idempotencyKey: 'k', background: true });
  const [{ method, path, headers, body }] = requests;
  assert.equal(`${method} ${path}`, 'PUT /api/v1/plans/1');
  assert.deepEqual(body, { a: 1 });
  assert.equal(headers['If-Match'], '"7"');
  assert.equal(headers['Idempotency-Key'], 'k');
  assert.equal(headers['X-Requested-With'], 'samklang');
  assert.equal(headers['X-Background'], 'true');
});

test('a read is retried, a change is not', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  answerWith(() => (requests.length < 3 ? new Answer(503, { code: 'unavailable' }) : { ok: true }));
  const read = api.get('/me');
  for (let attempt = 0; attempt < 2; attempt++) {
    await settle();
    t.mock.timers.tick(5_000);
  }
  assert.deepEqual(await read, { ok: true });
  assert.equal(requests.length, 3);

  answerWith(() => (new Answer(503, { code: 'unavailable' })));
  await assert.rejects(api.post('/plans', {}), { code: 'unavailable', status: 503 });
  assert.equal(requests.length, 1);
});

test('a lost connection is a network problem, until something is answered', async () => {
  answerWith(() => {
    throw new TypeError('failed to fetch');
  });
  await assert.rejects(api.post('/x'), { isNetwork: true, status: 0 });
  assert.equal(connection.isLost, true);
  answerWith(() => ({}));
  await api.get('/me');
  assert.equal(connection.isLost, false);
});

test('success and failure are told, background and expected ones excepted', async () => {
  const told = [];
  apiEvents.on('success', () => told.push('success'));
  apiEvents.on('failure', ({ detail }) => told.push(detail.code));
  answerWith(() => ({}));
  await api.get('/me', { background: true });
  await api.get('/me');
  answerWith(() => (new Answer(401, { code: 'session.required' })));
  await assert.rejects(api.get('/me', { silent: true }));
  await assert.rejects(api.get('/me'));
  assert.deepEqual(told, ['success', 'session.required']);
});

test('Retry-After becomes part of the problem', async () => {
  answerWith(() => (new Answer(429, { code: 'login.locked' }, '12')));
  await assert.rejects(api.post('/login', {}), { retryAfterSeconds: 12 });
});

test('addresses and headers', () => {
  assert.equal(queryString({ a: 1, b: '', c: null, d: false, e: 'æ' }), '?a=1&e=%C3%A6');
  assert.equal(queryString({ a: undefined }), '');
  assert.equal(contentDisposition("Årsplan '26.pdf"), "attachment; filename*=UTF-8''%C3%85rsplan%20%2726.pdf");
  assert.match(newIdempotencyKey(), /^[0-9a-f]{32}$/);
  assert.notEqual(newIdempotencyKey(), newIdempotencyKey());
});

test('a large body is not sent as one that outlives the page: browsers refuse it', async () => {
  const sent = [];
  const { fetch } = globalThis;
  globalThis.fetch = async (url, init) => {
    sent.push(init.keepalive);
    return fetch(url, init);
  };
  answerWith(() => ({}));
  await api.put('/me/drafts/a', { text: 'x'.repeat(50_000) }, { keepalive: true });
  await api.put('/me/drafts/a', { text: 'æ'.repeat(50_000) }, { keepalive: true });
  globalThis.fetch = fetch;
  assert.deepEqual(sent, [true, false]);
});
