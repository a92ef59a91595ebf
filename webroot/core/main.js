import './translated-text.js';
import './samklang-app.js';
