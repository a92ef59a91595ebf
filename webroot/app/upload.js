import { apiEvents, fileHeader } from './api.js';
import { connection } from './connection.js';
import { Problem } from './problem.js';

const PATIENCE = 120_000;

/**
 * Puts a file that may take a while; `fetch` doesn't say how far it has come.
 *
 * @param {string} path under /api/v1
 * @param {Blob} file of a type that the contract names
 * @param {string} name of the file, empty when it doesn't matter
 * @param {(percent: number) => void} onProgress
 * @returns {Promise<any>} fails with a `Problem`
 */
export function upload(path, file, name, onProgress) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/api/v1${path}`);
    request.timeout = PATIENCE;
    request.setRequestHeader('Content-Type', file.type);
    request.setRequestHeader('X-Requested-With', 'samklang');
    if (name) request.setRequestHeader('Content-Disposition', fileHeader(name));
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? Math.floor((loaded / total) * 100) : 0);
    request.onload = () => answered(request, done, failed);
    request.onerror = request.ontimeout = () => {
      connection.callFailed();
      failed(new Problem(0, { code: 'network' }));
    };
    request.send(file);
  });
}

function answered(request, done, failed) {
  connection.callAnswered();
  const body = parse(request.responseText);
  if (request.status < 400) {
    apiEvents.dispatchEvent(new Event('answered'));
    done(body);
    return;
  }
  const problem = new Problem(request.status, body ?? {});
  apiEvents.dispatchEvent(new CustomEvent('refused', { detail: problem }));
  failed(problem);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
