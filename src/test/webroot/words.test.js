import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const WEBROOT = new URL('../../../webroot/', import.meta.url);
const FILES = readdirSync(WEBROOT, { recursive: true, encoding: 'utf8' }).filter((name) => /texts\/nb\.json$/.test(name));

/** What has another word, or says it as people don't: one word for one thing. */
const AVOIDED = {
  'går ut': /utgå(r|tt)/i,
  'trekk tilbake, a hint apart': /nullstil(?!le\) |t, og \{name\} mister)/i,
  'ta over': /overta/i,
  endre: /redigere/i,
  maks: /høyst/i,
  'står her fortsatt': /står her ennå/i,
  administratoren: /den som administrerer/i,
};

test('the Norwegian pages have one word for one thing', () => {
  const found = FILES.flatMap((name) => Object.entries(AVOIDED).flatMap(([better, avoided]) =>
    avoided.test(readFileSync(new URL(name, WEBROOT), 'utf8')) ? [`${name}: ${avoided}, better: ${better}`] : []));
  assert.ok(FILES.length > 20);
  assert.deepEqual(found, []);
});
