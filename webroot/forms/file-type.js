/** Tells a file's type by its first bytes: what a system calls it, or doesn't, says nothing. */

const HEAD_BYTES = 1024;
const BEFORE_PDF = /^(\u00EF\u00BB\u00BF)?\s*/;
const HEIC_BRANDS = /^(hei[cmsx]|hev[cmsx]|mif1|msf1)$/;

/** @type {[string, (head: string) => boolean][]} */
const TYPES = [
  ['application/pdf', (head) => head.replace(BEFORE_PDF, '').startsWith('%PDF-')],
  ['image/jpeg', (head) => head.startsWith('\xFF\xD8\xFF')],
  ['image/png', (head) => head.startsWith('\x89PNG\r\n\x1A\n')],
  ['image/gif', (head) => /^GIF8[79]a/.test(head)],
  ['image/webp', (head) => head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP'],
  ['image/heic', (head) => HEIC_BRANDS.test(brandOf(head))],
  ['image/avif', (head) => /^avi[fs]$/.test(brandOf(head))],
  ['image/tiff', (head) => head.startsWith('II*\0') || head.startsWith('MM\0*')],
  ['image/bmp', (head) => head.startsWith('BM')],
];

function brandOf(head) {
  return head.slice(4, 8) === 'ftyp' ? head.slice(8, 12) : '';
}

/**
 * @param {Blob} file
 * @returns {Promise<string>} its media type, empty for one that is neither a PDF nor a picture; rejects when it can't be read
 */
export async function typeOf(file) {
  const head = String.fromCharCode(...new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  return TYPES.find(([, matches]) => matches(head))?.[0] ?? '';
}
