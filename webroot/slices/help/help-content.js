/** Articles, lessons and news in the language of the page, fetched when they are shown. */

import { registerTexts } from '../../core/i18n.js';
import topics from './topics.json' with { type: 'json' };

/**
 * A text is a string, or its lines, which are joined.
 *
 * @typedef {string|string[]} Text
 * @typedef {object} Article
 * @property {string} title
 * @property {string[]} words for the index and the search
 * @property {Text[]} text
 * @property {Text[]} [steps]
 * @property {Text[]} [more] after the steps
 * @property {string} [picture] what the topic's picture shows
 *
 * @typedef {object} Lesson
 * @property {string} title
 * @property {Text[]} text
 * @property {Text[]} [steps]
 * @property {Text[]} [more]
 * @property {string} [picture]
 * @property {Text} question
 * @property {{text: string, why: Text}[]} answers with why each is right or wrong
 *
 * @typedef {{date: string, title: string, text: Text}} NewsItem
 */

const FALLBACK = 'nb';

/** Sections, each with its topics, in the order of the contents. */
export const sections = topics.sections;

/**
 * @param {Text} text
 * @returns {string}
 */
export function joined(text) {
  return Array.isArray(text) ? text.join(' ') : text;
}

/**
 * @param {string|null} page as in the route table, `message/messages`
 * @returns {string|null} the topic that tells of it
 */
export function topicOf(page) {
  return topics.pages[page] ?? null;
}

/**
 * @param {string} topic
 * @returns {string|null} the name of its picture
 */
export function pictureOf(topic) {
  return topics.pictures[topic] ?? null;
}

/**
 * @param {string} topic
 * @returns {string[]} topics to read next
 */
export function related(topic) {
  return topics.related[topic] ?? [];
}

/** @returns {Promise<Record<string, Article>>} by topic */
export async function loadArticles() {
  const articles = await inLanguage((language) => import(`./articles/${language}.js`));
  // the titles of the pages
  registerTexts({ helpArticle: Object.fromEntries(Object.entries(articles).map(([topic, { title }]) => [topic, title])) });
  return articles;
}

/** @returns {Promise<Record<string, Lesson>>} by id */
export async function loadLessons() {
  const lessons = await inLanguage((language) => import(`./lessons/${language}.js`));
  registerTexts({ lessonTitle: Object.fromEntries(Object.entries(lessons).map(([id, { title }]) => [id, title])) });
  return lessons;
}

/** @returns {Promise<NewsItem[]>} latest first */
export function loadNews() {
  return inLanguage((language) => import(`./news/${language}.js`));
}

async function inLanguage(load) {
  const language = document.documentElement.lang || FALLBACK;
  const module = await load(language).catch(() => load(FALLBACK));
  return module.default;
}
