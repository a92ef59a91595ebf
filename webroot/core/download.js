import { apiEvents, personHeader } from './api.js';
import { Problem } from './problem.js';

const RELEASE_AFTER_MS = 60_000;

/**
 * Fetches a file that can be fetched once, and saves it as the browser saves files. Rejects with a `Problem`; it isn't tried again.
 *
 * @param {string} url on this server
 * @param {string} name under which it is saved
 * @param {{accept?: string}} [options] the media type to ask for
 */
export async function download(url, name, { accept = '*/*' } = {}) {
  const answer = await fetch(url, { headers: { ...personHeader(), accept } }).catch(() => {
    throw new Problem(0, { code: 'network' });
  });
  if (!answer.ok) {
    const problem = new Problem(answer.status, await answer.json().catch(() => ({})));
    apiEvents.emit('failure', problem);
    throw problem;
  }
  apiEvents.emit('success');
  save(await answer.blob(), name);
}

/**
 * @param {Blob} file
 * @param {string} name
 */
function save(file, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = /\.(pdf|zip|csv)$/i.test(name) ? name : `${name}.pdf`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), RELEASE_AFTER_MS);
}
