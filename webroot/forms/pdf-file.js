import { t } from '../core/i18n.js';
import { typeOf } from './file-type.js';

const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Looks at a chosen file before it is sent (DOC-1, DOC-3).
 *
 * @param {Blob} file
 * @returns {Promise<string>} why it can't be used, or an empty text
 */
export async function refusalOfPdf(file) {
  try {
    const type = await typeOf(file);
    if (type.startsWith('image/')) return t('pdfFile.picture');
    if (type !== 'application/pdf') return t('pdfFile.invalid');
    return file.size > MAX_BYTES ? t('pdfFile.tooLarge') : '';
  } catch {
    return t('pdfFile.unreadable');
  }
}
