import { addTexts } from '../../core/i18n.js';

await addTexts((language) => import(`./texts/${language}.json`, { with: { type: 'json' } }));
