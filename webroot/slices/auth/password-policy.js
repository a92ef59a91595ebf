/** The rules for new passwords that a page can check (LOGIN-5); the server checks all of them. */

const RULES = {
  length: (password, minLength) => password.length >= minLength,
  upper: (password) => /\p{Lu}/u.test(password),
  lower: (password) => /\p{Ll}/u.test(password),
  digit: (password) => /\p{Nd}/u.test(password),
};

/**
 * @param {string} password as typed so far
 * @param {number} minLength
 * @returns {{key: string, isMet: boolean}[]} every rule, by the key of its text
 */
export function checkPassword(password, minLength) {
  return Object.entries(RULES).map(([key, rule]) => ({ key, isMet: rule(password, minLength) }));
}
