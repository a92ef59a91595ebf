import { apiEvents, contentDisposition, personHeader } from '../core/api.js';
import { connection } from '../core/connection.js';
import { Problem } from '../core/problem.js';
import { typeOf } from './file-type.js';

const MAX_NAME_LENGTH = 200;
// without progress; a large file on a slow line takes as long as it needs
const STALL_TIMEOUT_MS = 60_000;
const ANSWER_TIMEOUT_MS = 120_000;

/**
 * Uploads a file, with progress, which `fetch` doesn't report. Its type is told by its first bytes.
 *
 * @param {string} path under /api/v1
 * @param {Blob} file of a type that the contract names
 * @param {object} [options]
 * @param {string} [options.method]
 * @param {string} [options.idempotencyKey]
 * @param {string} [options.name] of the file; of a long one, the end is kept
 * @param {number} [options.version] of what it belongs to, that the change is based on
 * @param {(percent: number) => void} [options.onProgress]
 * @returns {Promise<any>} rejects with a `Problem`
 */
export async function upload(path, file, options = {}) {
  const { method = 'PUT', name = '', version, idempotencyKey, onProgress = () => undefined } = options;
  const type = await typeOf(file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, `/api/v1${path}`);
    request.setRequestHeader('Content-Type', type || file.type);
    request.setRequestHeader('X-Requested-With', 'samklang');
    Object.entries(personHeader()).forEach(([header, value]) => request.setRequestHeader(header, value));
    if (version !== undefined) request.setRequestHeader('If-Match', `"${version}"`);
    if (idempotencyKey) request.setRequestHeader('Idempotency-Key', idempotencyKey);
    if (name) request.setRequestHeader('Content-Disposition', contentDisposition(endOf(name)));
    const stall = stallTimer(request);
    request.upload.onprogress = ({ loaded, total }) => {
      stall.restart(STALL_TIMEOUT_MS);
      onProgress(total ? Math.floor((loaded / total) * 100) : 0);
    };
    request.upload.onload = () => stall.restart(ANSWER_TIMEOUT_MS);
    request.onloadend = () => stall.stop();
    request.onload = () => onLoad(request, resolve, reject);
    request.onerror = request.onabort = () => {
      connection.requestFailed();
      reject(new Problem(0, { code: 'network' }));
    };
    stall.restart(STALL_TIMEOUT_MS);
    request.send(file);
  });
}

/**
 * @param {string} name of a file
 * @returns {string} its last 200 characters at most, with its extension; what a reader sees as one character is never cut
 */
export function endOf(name) {
  let length = 0;
  const characters = [...new Intl.Segmenter().segment(name)].reverse();
  const tooMany = characters.findIndex(({ segment }) => (length += segment.length) > MAX_NAME_LENGTH);
  return tooMany < 0 ? name : name.slice(characters[tooMany].index + characters[tooMany].segment.length);
}

function stallTimer(request) {
  let timer;
  const stop = () => clearTimeout(timer);
  const restart = (time) => {
    stop();
    timer = setTimeout(() => request.abort(), time);
  };
  return { restart, stop };
}

function onLoad(request, resolve, reject) {
  connection.responseReceived();
  const body = parse(request.responseText);
  if (request.status < 400) {
    apiEvents.emit('success');
    resolve(body);
    return;
  }
  const problem = new Problem(request.status, body ?? {});
  apiEvents.emit('failure', problem);
  reject(problem);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
