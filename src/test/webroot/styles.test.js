import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const WEBROOT = new URL('../../../webroot/', import.meta.url);
const FILES = readdirSync(WEBROOT, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(css|js|html)$/.test(name));
const read = (name) => readFileSync(new URL(name, WEBROOT), 'utf8');

test('every style sheet is imported into a layer, in the one that the page links to', () => {
  const imported = [...read('design/main.css').matchAll(/^@import '(.+)' layer\(\w+\);$/gm)]
    .map(([, path]) => new URL(path, new URL('design/', WEBROOT)).href.slice(WEBROOT.href.length));
  const sheets = FILES.filter((name) => name.endsWith('.css') && name !== 'design/main.css');
  assert.deepEqual(imported.sort(), sheets.sort());
});

test("nothing is left of Bootstrap's variables and classes", () => {
  const bootstrap = /--bs-|data-bs-|["' ](btn|form-control|form-select|form-check|spinner-border)["' -]/;
  const left = FILES.filter((name) => bootstrap.test(read(name)));
  assert.deepEqual(left, []);
});

test('every class of the style sheets is used by a page', () => {
  const code = FILES.filter((name) => !name.endsWith('.css')).map(read).join('\n');
  const prefixes = [...code.matchAll(/([a-z][a-z-]*-)\$\{/g)].map(([, prefix]) => prefix);
  const isUsed = (name) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(code) || prefixes.some((prefix) => name.startsWith(prefix));
  const selectors = FILES.filter((name) => name.endsWith('.css'))
    .flatMap((name) => [...read(name).replace(/\/\*.*?\*\//gs, '').matchAll(/([^{}]+)\{/g)].map(([, selector]) => selector.trim()))
    .filter((selector) => !selector.startsWith('@'));
  const classes = new Set(selectors.flatMap((selector) => [...selector.matchAll(/\.(-?[a-z][\w-]*)/gi)].map(([, name]) => name)));
  const ofFullCalendar = (name) => name.startsWith('fc-');
  assert.deepEqual([...classes].filter((name) => !isUsed(name) && !ofFullCalendar(name)), []);
});
