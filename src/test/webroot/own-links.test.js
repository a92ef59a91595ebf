import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkErrors, linksOf } from '../../../webroot/slices/about/own-links.js';

test('an address without a scheme gets https, and empty rows are left out', () => {
  const kept = { title: 'Klubben', url: 'http://klubb.example' };
  const links = [{ title: ' Avisa ', url: ' avisa.example/side ' }, { title: '', url: ' ' }, kept];
  assert.deepEqual(linksOf(links), [{ title: 'Avisa', url: 'https://avisa.example/side' }, kept]);
});

test('what leads to no web page is refused by the field', () => {
  const refused = (url) => linkErrors([{ title: 'Lenke', url }])['links.0.url'];
  assert.equal(refused(`java${'script'}:alert(1)`), 'link.invalid');
  assert.equal(refused('data:text/html,hei'), 'link.invalid');
  assert.equal(refused(''), 'required');
  assert.equal(refused('avisa.example'), undefined);
  assert.deepEqual(linkErrors([{ title: '', url: 'avisa.example' }]), { 'links.0.title': 'required' });
  assert.deepEqual(linkErrors([{ title: '', url: '' }]), {});
});
