/** Search in the help that forgives spelling: each word may be a part of another, or have letters wrong. */

import Fuse from 'fuse.js/min-basic';
import { locale } from '../../core/i18n.js';
import { joined } from './help-content.js';

const MAX_QUERY_LENGTH = 100;
const MAX_WORDS = 8;
const MAX_WORD_LENGTH = 30;
const MAX_HITS = 10;
const WORD = /[\p{L}\p{N}]+/gu;
/** How much a word counts, by where it stands. */
const WEIGHTS = { title: 8, words: 6, text: 1 };
/** A hit must be this near to the best one. */
const NEAR = 0.3;
const FUSE = { threshold: 0.3, ignoreLocation: true, minMatchCharLength: 2, includeScore: true };

/** An index of articles, built in the browser. */
export class HelpSearch {
  /** @type {Map<string, Map<string, number>>} weights of topics by word */
  #topicsByWord = new Map();
  #fuse;

  /** @param {Record<string, import('./help-content.js').Article>} articles by topic */
  constructor(articles) {
    for (const [topic, article] of Object.entries(articles)) {
      this.#add(topic, article.title, WEIGHTS.title);
      this.#add(topic, article.words.join(' '), WEIGHTS.words);
      const { text, steps = [], more = [] } = article;
      this.#add(topic, [...text, ...steps, ...more].map(joined).join(' '), WEIGHTS.text);
    }
    this.#fuse = new Fuse([...this.#topicsByWord.keys()], FUSE);
  }

  #add(topic, text, weight) {
    for (const word of wordsOf(text)) {
      if (!this.#topicsByWord.has(word)) this.#topicsByWord.set(word, new Map());
      const topics = this.#topicsByWord.get(word);
      topics.set(topic, Math.max(weight, topics.get(topic) ?? 0));
    }
  }

  /**
   * @param {string} query of any length: what is beyond 100 characters is left out
   * @returns {string[]} at most ten topics, best first
   */
  find(query) {
    const scores = new Map();
    for (const word of wordsOf(query.slice(0, MAX_QUERY_LENGTH)).slice(0, MAX_WORDS)) {
      for (const [topic, score] of this.#scoresOf(word)) scores.set(topic, (scores.get(topic) ?? 0) + score);
    }
    const best = Math.max(0, ...scores.values());
    return [...scores].filter(([, score]) => score >= best * NEAR).sort(([, a], [, b]) => b - a).slice(0, MAX_HITS).map(([topic]) => topic);
  }

  // by topic, what its best word counts; a word of most topics counts little
  #scoresOf(word) {
    const scores = new Map();
    for (const { item, score } of this.#fuse.search(word)) {
      const topics = this.#topicsByWord.get(item);
      const likeness = item.startsWith(word) ? 1 : (1 - score) / 2;
      for (const [topic, weight] of topics) {
        scores.set(topic, Math.max(scores.get(topic) ?? 0, likeness * weight / (1 + Math.log(topics.size))));
      }
    }
    return scores;
  }
}

function wordsOf(text) {
  const words = text.toLocaleLowerCase(locale()).match(WORD) ?? [];
  return [...new Set(words.filter((word) => word.length > 1).map((word) => word.slice(0, MAX_WORD_LENGTH)))];
}
