/**
 * Measures pages of the demo by Lighthouse, as a phone: `node src/test/webroot/lighthouse.js [path …]`. Installs Lighthouse in
 * target/lighthouse, logs in, loads each page RUNS times (3) with nothing kept, and prints the medians. CHROME_PATH is a Chrome or
 * Chromium where it isn't found, SAMKLANG the service's address, USERNAME whose pages are measured. Each page's
 * last report is in target/lighthouse.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const LIGHTHOUSE = 'lighthouse@12.8.2';
const TOOLS = resolve('target', 'lighthouse');
const PASSWORD = 'Samklang-demo-1';
const LOGIN_PAGE = '/logg-inn';
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const FIGURES = ['first-contentful-paint', 'largest-contentful-paint', 'speed-index', 'total-blocking-time', 'cumulative-layout-shift'];

const { SAMKLANG: service = 'http://localhost:8080', USERNAME: username = 'planeier', RUNS: runs = '3' } = process.env;

const { lighthouse, generateReport, puppeteer, executablePath } = await installTools();
const cookies = await logIn();
const paths = process.argv.length > 2 ? process.argv.slice(2) : await usualPaths();
for (const path of paths) await measure(path);

async function installTools() {
  mkdirSync(TOOLS, { recursive: true });
  if (!existsSync(join(TOOLS, 'node_modules', 'lighthouse'))) {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', TOOLS, LIGHTHOUSE], { stdio: 'inherit' });
  }
  const find = createRequire(join(TOOLS, 'tools.js'));
  const module = (name) => import(pathToFileURL(find.resolve(name)).href);
  const { default: run, generateReport: report } = await module('lighthouse');
  const { Launcher } = await module('chrome-launcher');
  return {
    lighthouse: run,
    generateReport: report,
    puppeteer: await module('puppeteer-core'),
    executablePath: process.env.CHROME_PATH ?? Launcher.getFirstInstallation(),
  };
}

/** @returns {Promise<{ name: string, value: string, url: string }[]>} the cookies of a session */
async function logIn() {
  const asked = Date.now();
  const challenge = await post('/login', { username, password: PASSWORD }).then((answer) => answer.json());
  const answer = await post('/login/code', { challenge: challenge.challenge, code: await newestCode(asked) });
  return answer.headers.getSetCookie()
    .map((line) => line.split(';')[0].split('='))
    .filter(([, value]) => value)
    .map(([name, value]) => ({ name, value, url: service }));
}

async function newestCode(after) {
  for (let tries = 0; tries < 50; tries++) {
    const { items } = await fetch(`${service}/demo/outbox`).then((answer) => answer.json());
    const notice = items.find(({ text, at }) => Date.parse(at) >= after && /\b\d{6}\b/.test(text));
    if (notice) return notice.text.match(/\b\d{6}\b/)[0];
    await new Promise((done) => { setTimeout(done, 200); });
  }
  throw new Error('No code has come in /demo/outbox');
}

async function post(path, body) {
  const answer = await fetch(`${service}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'samklang' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

async function usualPaths() {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const { items } = await fetch(`${service}/api/v1/plans`, { headers: { cookie } }).then((answer) => answer.json());
  const plan = `/planer/${items[0].id}`;
  return [LOGIN_PAGE, '/planer', plan, `${plan}/meldinger`];
}

async function measure(path) {
  const results = [];
  for (let run = 0; run < Number(runs); run++) results.push(await load(path));
  const last = results.at(-1);
  const score = (name) => Math.round(100 * median(results.map(({ categories }) => categories[name].score)));
  const figure = (name) => last.audits[name].numericUnit === 'millisecond'
    ? `${Math.round(median(results.map(({ audits }) => audits[name].numericValue)))} ms`
    : median(results.map(({ audits }) => audits[name].numericValue)).toFixed(3);
  const lines = [
    new URL(last.finalDisplayedUrl).pathname,
    `  ${CATEGORIES.map((name) => `${name} ${score(name)}`).join(', ')}`,
    `  ${FIGURES.map((name) => `${name} ${figure(name)}`).join(', ')}`,
    ...CATEGORIES.flatMap((name) => last.categories[name].auditRefs)
      .filter(({ id, weight }) => weight && last.audits[id].score !== null && last.audits[id].score < 0.9)
      .map(({ id }) => `  ${id}: ${last.audits[id].title} ${last.audits[id].displayValue ?? ''}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  const name = path.slice(1).replaceAll('/', '-');
  writeFileSync(join(TOOLS, `${name}.html`), generateReport(last, 'html'));
  writeFileSync(join(TOOLS, `${name}.json`), JSON.stringify(last));
}

/**
 * A browser of its own for each load: nothing is kept.
 *
 * @param {string} path
 */
async function load(path) {
  const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  try {
    const page = await browser.newPage();
    if (path !== LOGIN_PAGE) await page.setCookie(...cookies);
    const { lhr } = await lighthouse(service + path, { onlyCategories: CATEGORIES, disableStorageReset: true, logLevel: 'error' },
      undefined, page);
    return lhr;
  } finally {
    await browser.close();
  }
}

function median(numbers) {
  return numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}
