import table from './routes.json' with { type: 'json' };

/**
 * The route table, read by the service too: it sends the address's page along with the shell.
 *
 * @typedef {object} Route
 * @property {string} path with `:names`
 * @property {string} page slice and file, as `message/messages` for slices/message/messages.page.js; its element is `page-messages`
 * @property {string} title text key of the document title, which never holds names
 * @property {'anyone'|'guest'|'member'|'first'} access `guest`: login pages; `first`: required login steps
 * @property {string} [tab] the tab inside a plan
 * @property {string} [skeleton] file in slices, shown until the scripts have rendered the page, with texts as `{login.heading}`
 * @property {boolean} [outside] shown also to users who don't participate in the plan
 */

export const routes = /** @type {Route[]} */ (table);
