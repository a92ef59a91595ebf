import { loadLanguage } from './i18n.js';

await loadLanguage('nb');
await import('./samklang-app.js');
