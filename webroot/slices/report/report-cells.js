import { formatDate } from '../../core/format.js';
import { has, locale, t } from '../../core/i18n.js';
import './texts.js';

const HIDDEN = ['FEW', 'HIDDEN'];

/**
 * A row of a report, as it is shown.
 *
 * @typedef {object} ReportRow
 * @property {string} id
 * @property {string} label
 * @property {boolean} isTotal
 * @property {(number|string)[]} counts numbers, or FEW or HIDDEN
 */

/**
 * @param {import('contract').Report} report
 * @returns {ReportRow[]}
 */
export function reportRows({ columns, rows }) {
  const labels = columns.filter(({ kind }) => kind === 'LABEL');
  return rows.map((cells) => ({
    id: cells.slice(0, labels.length).join(' '),
    label: labels.map(({ name }, index) => labelText(name, String(cells[index]))).join(', '),
    isTotal: cells[labels.length - 1] === 'TOTAL',
    counts: cells.slice(labels.length),
  }));
}

/**
 * @param {import('contract').Report} report
 * @returns {string[]} the names of the columns with numbers
 */
export function countColumns({ columns }) {
  return columns.filter(({ kind }) => kind === 'COUNT').map(({ name }) => name);
}

/**
 * @param {number|string} count
 * @returns {string} `1 204`, or why no number is shown
 */
export function countText(count) {
  return isHidden(count) ? t(`report.${count}`) : new Intl.NumberFormat(locale()).format(Number(count));
}

/**
 * @param {number|string} count
 * @returns {boolean}
 */
export function isHidden(count) {
  return HIDDEN.includes(String(count));
}

function labelText(column, code) {
  if (code === 'TOTAL') return t('report.column.TOTAL');
  if (column === 'TYPE') return t(`planType.${code}`);
  if (column === 'ROLE') return t(`role.${code}`);
  if (column === 'MONTH') return month(code);
  return has(`report.label.${code}`) ? t(`report.label.${code}`) : formatDate(code);
}

function month(code) {
  return new Intl.DateTimeFormat(locale(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${code}-01T00:00:00Z`));
}
