import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { loadTexts } from './browser.js';
import { has } from '../../../webroot/core/i18n.js';

const ROOT = new URL('../../../webroot/', import.meta.url);
const FIXED = /(?<![.\w])(?:t|has)\('([\w.]+)'|\btitle"?: ['"]([\w.]+)['"]/g;
const PREFIX = /(?<![.\w])(?:t|has)\(`([\w.]+)\.\$\{/g;

before(loadTexts);

function found(pattern) {
  const files = readdirSync(ROOT, { recursive: true }).map(String).filter((name) => /\.js$|routes\.json$/.test(name));
  return files.flatMap((file) => {
    const matches = readFileSync(new URL(file, ROOT), 'utf8').matchAll(pattern);
    return [...matches].map(([, first, second]) => ({ file, key: first ?? second }));
  });
}

test('every text that a page asks for is there', () => {
  const keys = found(FIXED);
  assert.ok(keys.length > 500, `only ${keys.length} found: the pattern is out of date`);
  assert.deepEqual(keys.filter(({ key }) => !has(key)), []);
});

test('every key that is put together begins with a group of texts', () => {
  const keys = found(PREFIX);
  assert.ok(keys.length > 30, `only ${keys.length} found: the pattern is out of date`);
  assert.deepEqual(keys.filter(({ key }) => !has(key)), []);
});
