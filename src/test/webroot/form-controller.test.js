import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, test } from 'node:test';
import { Answer, answerWith, documentEvents, FakeHost, loadTexts, requests, settle } from './browser.js';
import { connection } from '../../../webroot/core/connection.js';
import { toasts } from '../../../webroot/core/notify.js';
import { Problem } from '../../../webroot/core/problem.js';
import { FormController } from '../../../webroot/forms/form-controller.js';

const SERVER = { name: 'Kari', phone: '1', version: 3 };
const valuesOf = ({ name, phone }) => ({ name, phone });
const OTHERS = { name: 'Kåre', phone: '1', version: 8 };

/** @type {any} */
let form;
/** @type {any} */
let host;
/** @type {(values: any, context: any) => Promise<any>} */
let send;
let saved;
let lastToast;

toasts.addEventListener('toast', (event) => (lastToast = /** @type {CustomEvent} */ (event).detail));

before(loadTexts);
beforeEach(() => {
  lastToast = null;
  saved = [];
  send = async (values, { version }) => ({ ...values, version: version + 1 });
  documentEvents.title = 'Kort – Samklang';
  draftIs(null);
});

afterEach(() => host.disconnect());

function draftIs(content) {
  answerWith(({ method }) => (method === 'GET' ? { content } : null));
}

async function opened(options = {}) {
  host = new FakeHost();
  form = new FormController(host, { key: 'key', valuesOf, send: (...sent) => send(...sent), onSaved: (answer) => saved.push(answer),
    ...options });
  host.connect();
  await form.open(SERVER);
  return form;
}

function stale(current) {
  return new Problem(409, { code: 'version.stale', current });
}

function puts() {
  return requests.filter(({ method }) => method === 'PUT').map(({ body }) => body.content);
}

function deletes() {
  return requests.filter(({ method }) => method === 'DELETE').length;
}

test('without a draft it holds the values of the resource', async () => {
  await opened();
  assert.deepEqual(form.values, { name: 'Kari', phone: '1' });
  assert.equal(form.restored, false);
  assert.equal(form.isChanged, false);
});

test('the draft holds only changed fields, each with the value it had, and the version', async () => {
  await opened();
  form.change({ phone: '2' });
  await form.autosave.flush();
  const { method, path } = requests.at(-1);
  assert.equal(`${method} ${path}`, 'PUT /api/v1/me/drafts/key');
  assert.deepEqual(puts(), [{ values: { phone: '2' }, base: { phone: '1' }, version: 3 }]);
});

test('a draft is restored over newer values of other fields', async () => {
  draftIs({ values: { phone: '2' }, base: { phone: '1' } });
  await opened();
  assert.deepEqual(form.values, { name: 'Kari', phone: '2' });
  assert.equal(form.restored, true);
  assert.equal(form.conflict, null);
});

test('a draft that says what the server says by now is none', async () => {
  draftIs({ values: { phone: '1' }, base: { phone: '0' } });
  await opened();
  assert.equal(form.conflict, null);
  assert.equal(form.restored, false);
});

test('a draft of a field that others have changed since is a choice: mine goes on being edited', async () => {
  draftIs({ values: { phone: '2' }, base: { phone: '0' } });
  await opened();
  assert.deepEqual(form.conflict, { origin: 'restored', other: { name: 'Kari', phone: '1' }, resource: SERVER });
  await form.keepLocal();
  assert.equal(form.conflict, null);
  assert.deepEqual(saved, []);
  assert.deepEqual(form.values, { name: 'Kari', phone: '2' });
  await form.autosave.flush();
  assert.deepEqual(puts().at(-1), { values: { phone: '2' }, base: { phone: '1' }, version: 3 });
});

test('an overtaken draft is a choice: the other version discards the draft', async () => {
  draftIs({ values: { phone: '2' }, base: { phone: '0' } });
  await opened();
  await form.useServer();
  assert.deepEqual(form.values, { name: 'Kari', phone: '1' });
  assert.equal(form.isChanged, false);
  assert.equal(deletes(), 1);
});

test('of a resource that is replaced as a whole, any newer version makes the draft a choice', async () => {
  draftIs({ values: { phone: '2' }, base: { phone: '1' }, version: 2 });
  await opened({ alwaysConfirmConflicts: true });
  assert.equal(form.conflict.origin, 'restored');
});

test('a failed fetch of the draft is not "no draft": it says so and saves nothing over it', async () => {
  answerWith(({ method }) => (method === 'GET' ? new Answer(500) : null));
  await opened();
  assert.equal(form.draftProblem.status, 500);
  assert.deepEqual(form.values, { name: 'Kari', phone: '1' });
  form.change({ phone: '2' });
  await form.autosave.flush();
  assert.deepEqual(puts(), []);
  assert.equal(form.autosave.hasUnsavedChanges, true);
  assert.equal(form.autosave.blocksUnload, true);
});

test('a form saved while its draft could not be fetched leaves that draft, and goes on saving nothing over it', async () => {
  answerWith(({ method }) => (method === 'GET' ? new Answer(500) : null));
  await opened();
  form.change({ phone: '2' });
  assert.equal(await form.submit(), true);
  assert.equal(deletes(), 0);
  form.change({ phone: '3' });
  await form.autosave.flush();
  assert.deepEqual(puts(), []);
});

test('a draft that is found when it is fetched again is a choice against what was typed meanwhile', async () => {
  answerWith(({ method }) => (method === 'GET' ? new Answer(500) : null));
  await opened();
  form.change({ phone: '2' });
  draftIs({ values: { name: 'Fra kladden' }, base: { name: 'Kari' } });
  await form.loadDraft();
  assert.deepEqual(form.conflict, { origin: 'stored', other: { name: 'Fra kladden', phone: '1' }, resource: null });
  assert.deepEqual(puts(), []);
  await form.useServer();
  assert.deepEqual(form.values, { name: 'Fra kladden', phone: '1' });
  assert.equal(form.isChanged, true);
});

test('when the connection is back the draft is fetched, and what was typed is saved if there is none', async () => {
  answerWith(({ method }) => (method === 'GET' ? new Answer(500) : null));
  await opened();
  form.change({ phone: '2' });
  draftIs(null);
  connection.responseReceived();
  connection.emit('change', { lost: false });
  await settle();
  assert.equal(form.draftProblem, null);
  await form.autosave.flush();
  assert.deepEqual(puts(), [{ values: { phone: '2' }, base: { phone: '1' }, version: 3 }]);
});

test('saves with the version, discards the draft, stands on the answer, and says it', async () => {
  await opened({ savedText: 'Kortet er lagret.' });
  form.change({ name: 'Kari Anne' });
  assert.equal(await form.submit(), true);
  assert.deepEqual(saved, [{ name: 'Kari Anne', phone: '1', version: 4 }]);
  assert.equal(form.isChanged, false);
  assert.equal(deletes(), 1);
  assert.equal(lastToast.text, 'Kortet er lagret.');
});

test('after it was saved nothing says that a draft is kept', async () => {
  await opened();
  form.change({ name: 'Kari Anne' });
  await form.autosave.flush();
  assert.equal(form.autosave.state, 'saved');
  await form.submit();
  assert.equal(form.autosave.state, 'idle');
  assert.equal(form.autosave.savedAt, null);
});

test('what is typed while it is sent stays', async () => {
  await opened();
  form.change({ name: 'K' });
  send = async (values) => {
    form.change({ phone: '9' });
    return { ...values, version: 4 };
  };
  await form.submit();
  assert.deepEqual(form.values, { name: 'K', phone: '9' });
  assert.equal(form.isChanged, true);
});

test('only one save at a time', async () => {
  await opened();
  let sends = 0;
  send = async (values) => {
    sends += 1;
    return { ...values, version: 4 };
  };
  assert.deepEqual(await Promise.all([form.submit(), form.submit()]), [true, false]);
  assert.equal(sends, 1);
});

test('the same content is sent again with the same idempotency key, other content with another', async () => {
  await opened();
  const keys = [];
  send = async (_, { idempotencyKey }) => {
    keys.push(idempotencyKey);
    throw new Problem(0, { code: 'network' });
  };
  await form.submit();
  await form.submit();
  form.change({ name: 'K' });
  await form.submit();
  assert.equal(keys[0], keys[1]);
  assert.notEqual(keys[1], keys[2]);
});

test('a network failure keeps what was typed, says so, and goes on saving the draft', async () => {
  await opened();
  form.change({ name: 'K' });
  send = async () => Promise.reject(new Problem(0, { code: 'network' }));
  assert.equal(await form.submit(), false);
  assert.equal(form.busy, false);
  assert.notEqual(form.problem, '');
  assert.deepEqual(form.values, { name: 'K', phone: '1' });
  await form.autosave.flush();
  assert.equal(puts().length, 1);
});

test('a stale version whose fields are the same is sent again with the new version', async () => {
  await opened();
  form.change({ name: 'K' });
  const versions = [];
  send = async (values, { version }) => {
    versions.push(version);
    if (version === 3) throw stale({ ...SERVER, version: 8 });
    return { ...values, version: 9 };
  };
  assert.equal(await form.submit(), true);
  assert.deepEqual(versions, [3, 8]);
  assert.equal(form.conflict, null);
});

test('a stale version that says what was sent means that an answer was lost: it is saved', async () => {
  await opened();
  form.change({ name: 'K' });
  send = async () => Promise.reject(stale({ name: 'K', phone: '1', version: 4 }));
  assert.equal(await form.submit(), true);
  assert.deepEqual(saved, [{ name: 'K', phone: '1', version: 4 }]);
});

test('a stale version with other values is a choice, and mine is saved over it', async () => {
  await opened();
  form.change({ name: 'K' });
  send = async () => Promise.reject(stale(OTHERS));
  assert.equal(await form.submit(), false);
  assert.deepEqual(form.conflict, { origin: 'saved', other: { name: 'Kåre', phone: '1' }, resource: OTHERS });
  assert.deepEqual(form.values, { name: 'K', phone: '1' });
  send = async (values, { version }) => ({ ...values, version: version + 1 });
  await form.keepLocal();
  assert.deepEqual(saved, [{ name: 'K', phone: '1', version: 9 }]);
});

test('with the choice of the other version the page shows it', async () => {
  await opened();
  form.change({ name: 'K' });
  send = async () => Promise.reject(stale(OTHERS));
  await form.submit();
  await form.useServer();
  assert.deepEqual(form.values, { name: 'Kåre', phone: '1' });
  assert.deepEqual(saved, [OTHERS]);
  assert.equal(deletes(), 1);
});

test('with alwaysConfirmConflicts any stale version is a choice', async () => {
  await opened({ alwaysConfirmConflicts: true });
  send = async () => Promise.reject(stale({ ...SERVER, version: 8 }));
  await form.submit();
  assert.equal(form.conflict.resource.version, 8);
});

test('errors of the browser come all at once, and nothing is sent', async () => {
  const validate = ({ name, phone }) => ({ ...(name ? {} : { name: 'required' }), ...(phone ? {} : { phone: 'required' }) });
  await opened({ validate });
  form.change({ name: '', phone: '' });
  send = async () => assert.fail('sent');
  assert.equal(await form.submit(), false);
  assert.deepEqual(form.errors, { name: 'required', phone: 'required' });
  assert.notEqual(form.errorOf('name'), '');
  assert.equal(form.busy, false);
});

test('errors of the server stand in the same place, by the path of the field, until it is corrected', async () => {
  await opened({ fieldOf: (field) => field.replace('person.', '') });
  const errors = [{ field: 'person.phone', code: 'phone.invalid' }, { field: 'name', code: 'required' }];
  send = async () => Promise.reject(new Problem(422, { code: 'request.invalid', errors }));
  await form.submit();
  assert.deepEqual(form.errors, { phone: 'phone.invalid', name: 'required' });
  form.change({ phone: '22334455' });
  assert.deepEqual(form.errors, { name: 'required' });
});

test('an error of the browser goes when another field makes it untrue', async () => {
  await opened({ validate: ({ name, phone }) => (name || phone ? {} : { name: 'required', phone: 'required' }) });
  form.change({ name: '', phone: '' });
  await form.submit();
  form.change({ phone: '2' });
  assert.deepEqual(form.errors, {});
});

test('a text of the page can stand for an error', async () => {
  await opened({ validate: () => ({ name: 'compose.subjectMissing' }) });
  await form.submit();
  assert.equal(form.errorOf('name'), 'Skriv et emne.');
});

test('"Feil: " stands first in the title while there are errors, and goes with the page', async () => {
  await opened({ validate: ({ name }) => (name ? {} : { name: 'required' }) });
  form.change({ name: '' });
  await form.submit();
  assert.equal(documentEvents.title, 'Feil: Kort – Samklang');
  await form.submit();
  assert.equal(documentEvents.title, 'Feil: Kort – Samklang');
  form.change({ name: 'K' });
  assert.equal(documentEvents.title, 'Kort – Samklang');
  form.change({ name: '' });
  await form.submit();
  host.disconnect();
  assert.equal(documentEvents.title, 'Kort – Samklang');
});

test('the page may show a problem itself', async () => {
  await opened({ onRefused: ({ code }) => code === 'plan.secondActiveIp' });
  send = async () => Promise.reject(new Problem(409, { code: 'plan.secondActiveIp' }));
  await form.submit();
  assert.equal(form.problem, '');
  assert.equal(form.failure.code, 'plan.secondActiveIp');
});

test('a newer resource is shown unless the form has changes', async () => {
  await opened();
  form.update({ ...SERVER, name: 'Ny', version: 4 });
  assert.equal(form.values.name, 'Ny');
  form.change({ name: 'Mitt' });
  form.update({ ...SERVER, name: 'Nyere', version: 5 });
  assert.equal(form.values.name, 'Mitt');
});

test('a discarded draft comes back by Angre, to the page and to the server', async () => {
  let restored = 0;
  await opened({ onRestored: () => (restored += 1) });
  form.change({ name: 'K' });
  await form.autosave.flush();
  await form.discard();
  assert.deepEqual(form.values, { name: 'Kari', phone: '1' });
  assert.equal(lastToast.action.label, 'Angre');
  lastToast.action.run();
  await settle();
  assert.deepEqual(form.values, { name: 'K', phone: '1' });
  assert.equal(form.isChanged, true);
  assert.deepEqual(puts().at(-1), { values: { name: 'K' }, base: { name: 'Kari' }, version: 3 });
  assert.equal(restored, 1);
});

test('Angre stays when bringing a draft back fails', async () => {
  await opened();
  form.change({ name: 'K' });
  await form.discard();
  answerWith(() => new Answer(500));
  lastToast.action.run();
  await settle();
  assert.equal(lastToast.kind, 'warning');
  draftIs(null);
  lastToast.action.run();
  await settle();
  assert.equal(form.values.name, 'K');
});

test('nothing to bring back, no Angre', async () => {
  await opened();
  await form.discard();
  assert.equal(lastToast, null);
});

test('a double click on discard while the draft is being saved deletes once, after the save', async () => {
  await opened();
  form.change({ name: 'K' });
  const saving = form.autosave.flush();
  while (puts().length === 0) await Promise.resolve();
  await Promise.all([form.discard(), form.discard()]);
  await saving;
  assert.deepEqual(requests.slice(1).map(({ method }) => method), ['PUT', 'DELETE']);
});

test('without a key nothing is kept', async () => {
  await opened({ key: undefined });
  form.change({ name: 'K' });
  assert.equal(await form.submit(), true);
  assert.deepEqual(requests, []);
});

// A draft that is itself the resource, as of a message.
function ownStore(overrides = {}) {
  const calls = [];
  const record = (name) => async (content) => void calls.push([name, content]);
  return { calls, save: record('save'), discard: record('discard'), adopt: (current) => void calls.push(['adopt', current]),
    saveCopy: record('saveCopy'), ...overrides };
}

test('a draft that is the resource is not deleted when the form is saved', async () => {
  const draft = ownStore();
  await opened({ draft });
  form.change({ name: 'K' });
  await form.submit();
  assert.deepEqual(draft.calls, []);
});

test('a draft saved elsewhere meanwhile is a choice; mine is saved over the version there is', async () => {
  const draft = ownStore({ save: async () => Promise.reject(stale(OTHERS)) });
  await opened({ draft });
  form.change({ name: 'K' });
  await form.autosave.flush();
  assert.equal(form.conflict.origin, 'autosaved');
  assert.equal(form.autosave.hasUnsavedChanges, true);
  assert.equal(form.autosave.blocksUnload, true);
  const kept = [];
  draft.save = async (content) => void kept.push(content.all);
  await form.keepLocal();
  await form.autosave.flush();
  assert.deepEqual(draft.calls, [['adopt', OTHERS]]);
  assert.deepEqual(kept, [{ name: 'K', phone: '1' }]);
  assert.equal(form.autosave.blocksUnload, false);
});

test('left without a choice, both versions are kept', async () => {
  const draft = ownStore({ save: async () => Promise.reject(stale(OTHERS)) });
  await opened({ draft });
  form.change({ name: 'K' });
  await form.autosave.flush();
  host.disconnect();
  assert.deepEqual(draft.calls.map(([name, content]) => [name, content.all]), [['saveCopy', { name: 'K', phone: '1' }]]);
});

test('Angre brings back everything that belongs to the draft, also from another page', async () => {
  const restored = [];
  const draft = ownStore({ restore: async ({ all }) => ({ id: 'ny', ...all }) });
  await opened({ draft, onRestored: (answer) => restored.push(answer) });
  form.change({ name: 'K' });
  await form.discard({ undoText: 'Kladden er slettet.' });
  host.disconnect();
  assert.equal(lastToast.text, 'Kladden er slettet.');
  lastToast.action.run();
  await settle();
  assert.deepEqual(restored, [{ id: 'ny', name: 'K', phone: '1' }]);
});

test('a draft that could not be deleted stays, and says why', async () => {
  const draft = ownStore({ discard: async () => Promise.reject(new Problem(0, { code: 'network' })) });
  await opened({ draft });
  form.change({ name: 'K' });
  assert.equal(await form.discard(), false);
  assert.equal(form.values.name, 'K');
  assert.notEqual(form.problem, '');
  await form.autosave.flush();
  assert.equal(draft.calls.at(-1)[0], 'save');
});

test('what is typed while the draft is being discarded after a save stays', async () => {
  await opened();
  form.change({ name: 'Kari N' });
  answerWith(({ method }) => {
    if (method === 'DELETE') form.change({ phone: '2' });
    return null;
  });
  assert.equal(await form.submit(), true);
  assert.equal(form.values.phone, '2');
  assert.equal(form.isChanged, true);
});

test('Angre after something new was written is a choice, and overwrites nothing', async () => {
  await opened();
  form.change({ name: 'Først' });
  await form.discard();
  form.change({ name: 'Nytt' });
  await lastToast.action.run();
  await settle();
  assert.equal(form.values.name, 'Nytt');
  assert.equal(form.conflict.other.name, 'Først');
});

test('mine in a conflict sets back no field that was not touched', async () => {
  await opened();
  form.change({ name: 'Min' });
  send = async () => {
    throw stale({ name: 'Deres', phone: '9', version: 8 });
  };
  await form.submit();
  assert.deepEqual(form.values, { name: 'Min', phone: '9' });
});

test('while it is being sent the page still counts as unsaved', async () => {
  await opened();
  form.change({ name: 'Ny' });
  let unsaved = null;
  send = async (values) => {
    unsaved = form.autosave.hasUnsavedChanges;
    return { ...values, version: 4 };
  };
  await form.submit();
  assert.equal(unsaved, true);
  assert.equal(form.autosave.hasUnsavedChanges, false);
});

for (const { code, fieldCode, text } of [
  { code: 'draft.tooLarge', fieldCode: 'tooLong', text: /for lang til å lagres som kladd/ },
  { code: 'draft.tooMany', fieldCode: 'tooMany', text: /for mange kladder/ },
]) {
  test(`a draft refused by ${code} is no error of a field, and what was typed stays`, async () => {
    await opened();
    const problem = { code, errors: [{ field: 'content', code: fieldCode }] };
    answerWith(({ method }) => (method === 'PUT' ? new Answer(422, problem) : null));
    form.change({ name: 'Lang' });
    await form.autosave.flush();
    await settle();
    assert.deepEqual(form.errors, {});
    assert.match(form.problem, text);
    assert.equal(form.values.name, 'Lang');
    assert.equal(form.autosave.hasUnsavedChanges, true);
    assert.equal(form.autosave.blocksUnload, true);
  });
}

test('a field that a draft is refused for is the field of the form', async () => {
  await opened();
  const problem = { code: 'request.invalid', errors: [{ field: 'content.values.name', code: 'invalid' }] };
  answerWith(({ method }) => (method === 'PUT' ? new Answer(422, problem) : null));
  form.change({ name: 'Halv' });
  await form.autosave.flush();
  await settle();
  assert.deepEqual(form.errors, { name: 'invalid' });
});
