import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const CSS = readFileSync(new URL('../../../webroot/design/tokens.css', import.meta.url), 'utf8');
const [light, dark] = [...CSS.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) =>
  Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value])));
const GROUNDS = ['paper', 'surface', 'sunken', 'primary-soft', 'amber-soft', 'red-soft'];
const PAGE = ['paper', 'surface', 'sunken'];

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

for (const [name, tokens] of Object.entries({ light, dark: { ...light, ...dark } })) {
  const atLeast = (ratio, inks, grounds) => inks.forEach((ink) => grounds.forEach((ground) => {
    const found = contrast(tokens[ink], tokens[ground]);
    assert.ok(found >= ratio, `${ink} on ${ground}: ${found.toFixed(2)}`);
  }));

  test(`ink and quiet ink hold 7:1 in ${name} colours, whatever they stand on`, () => atLeast(7, ['ink', 'ink-quiet'], GROUNDS));

  test(`coloured text holds 4.5:1 in ${name} colours`, () => {
    atLeast(4.5, ['primary', 'primary-hover', 'amber', 'red', 'red-hover'], GROUNDS);
    atLeast(4.5, ['on-primary'], ['primary', 'primary-hover']);
    atLeast(4.5, ['on-red'], ['red', 'red-hover']);
  });

  test(`edges of fields and the focus ring hold 3:1 in ${name} colours`, () => {
    atLeast(3, ['line-strong', 'focus'], PAGE);
    atLeast(3, ['focus'], ['focus-gap']);
  });
}
