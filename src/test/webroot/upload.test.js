import assert from 'node:assert/strict';
import { test } from 'node:test';
import './browser.js';
import { contentDisposition } from '../../../webroot/core/api.js';
import { typeOf } from '../../../webroot/forms/file-type.js';
import { endOf } from '../../../webroot/forms/upload.js';

const HEADS = {
  'application/pdf': ['%PDF-1.4', '\r\n\r\n%PDF-1.7', '\u00EF\u00BB\u00BF%PDF-1.4'],
  'image/jpeg': ['\xFF\xD8\xFF\xE0'],
  'image/png': ['\x89PNG\r\n\x1A\n'],
  'image/gif': ['GIF89a', 'GIF87a'],
  'image/webp': ['RIFF\x01\x02\x03\x04WEBPVP8 '],
  'image/heic': ['\0\0\0\x18ftypheic', '\0\0\0\x18ftypmif1'],
  'image/avif': ['\0\0\0\x18ftypavif'],
  '': ['', 'MZ\x90', '<svg/>', '%PDX', 'x%PDF-', 'RIFF\x01\x02\x03\x04WAVE', '\0\0\0\x18ftypmp42'],
};

function file(head, type = '') {
  return new Blob([Uint8Array.from(head, (char) => char.charCodeAt(0))], { type });
}

test('the first bytes tell the type, whatever the system calls the file', async () => {
  for (const [type, heads] of Object.entries(HEADS)) {
    for (const head of heads) {
      for (const called of ['', 'application/x-pdf', 'image/pjpeg', 'text/plain']) {
        assert.equal(await typeOf(file(head, called)), type, `${head} called ${called}`);
      }
    }
  }
});

test('a long name keeps its end, and no character is cut', () => {
  const cut = (name) => {
    const end = endOf(name);
    assert.ok(name.endsWith(end) && end.length <= 200, name);
    assert.doesNotMatch(end, /\p{Surrogate}/u);
    contentDisposition(end);
    return end;
  };
  assert.equal(cut(`y\u{1F600}${'x'.repeat(199)}`), 'x'.repeat(199));
  assert.equal(cut(`${'a'.repeat(300)}.pdf`), `${'a'.repeat(196)}.pdf`);
  assert.equal(cut(`\u{1F468}\u200D\u{1F469}\u200D\u{1F467}${'x'.repeat(196)}`), 'x'.repeat(196));
  assert.equal(cut(`e\u0301${'x'.repeat(199)}`), 'x'.repeat(199));
  assert.equal(cut('samtykke \u{1F600}.pdf'), 'samtykke \u{1F600}.pdf');
});

test('a name with half a character, as Windows allows, can be sent', () => {
  assert.equal(contentDisposition('a\uD83D.pdf'), "attachment; filename*=UTF-8''a%EF%BF%BD.pdf");
  assert.equal(contentDisposition('\uDE00b\u{1F600}'), "attachment; filename*=UTF-8''%EF%BF%BDb%F0%9F%98%80");
});
