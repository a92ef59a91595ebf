import { apiEvents, personHeader } from './api.js';
import { Problem } from './problem.js';

const RELEASE_AFTER_MS = 60_000;
const ACCEPTED = 202;
const MS_OF_S = 1_000;

/**
 * Fetches a file that can be fetched once, and saves it as the browser saves files. Rejects with a `Problem`; it isn't tried again.
 * One that is being made is asked for until it is there.
 *
 * @param {string} url on this server
 * @param {string} name under which it is saved
 * @param {{accept?: string, onProgress?: (answer: any) => void}} [options] the media type to ask for; what is told while it is made
 */
export async function download(url, name, { accept = '*/*', onProgress = () => {} } = {}) {
  let answer = await ask(url, accept);
  while (answer.status === ACCEPTED) {
    onProgress(await answer.json());
    await wait(Number(answer.headers.get('retry-after')) || 1);
    answer = await ask(url, accept);
  }
  apiEvents.emit('success');
  save(await answer.blob(), name);
}

async function ask(url, accept) {
  const answer = await fetch(url, { headers: { ...personHeader(), accept } }).catch(() => {
    throw new Problem(0, { code: 'network' });
  });
  if (!answer.ok) {
    const problem = new Problem(answer.status, await answer.json().catch(() => ({})));
    apiEvents.emit('failure', problem);
    throw problem;
  }
  return answer;
}

function wait(seconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, seconds * MS_OF_S);
  });
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
