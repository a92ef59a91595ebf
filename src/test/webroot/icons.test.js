import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const WEBROOT = new URL('../../../webroot/', import.meta.url);
const LISTED = JSON.parse(readFileSync(new URL('design/icons.json', WEBROOT), 'utf8'));
const CALL = /(?<![\w.])icon\(((?:[^()]|\([^()]*\))*)\)/g;
const PROPERTY = /\biconName(?::| =) ('[^']+')/g;
const TABLE = /const ICONS = \{([^}]*)\}/g;
const COMPARED = /(?:[!=]== |startsWith\()'[^']*'/g;

const sources = readdirSync(WEBROOT, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(new URL(name, WEBROOT), 'utf8'));

function literals(text) {
  return [...text.replace(COMPARED, '').matchAll(/'([a-z0-9-]+)'/g)].map(([, name]) => name);
}

function namedIn(source) {
  const places = [CALL, PROPERTY].flatMap((pattern) => [...source.matchAll(pattern)]);
  const tables = [...source.matchAll(TABLE)].flatMap(([, body]) => [...body.matchAll(/: ('[a-z0-9-]+')/g)]);
  return [...places, ...tables].flatMap(([, text]) => literals(text));
}

test('every icon that the pages name is in the list, and none besides', () => {
  const named = [...new Set(sources.flatMap(namedIn))].sort();
  assert.deepEqual(LISTED, named);
});
