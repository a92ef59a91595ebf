import { EventEmitter } from './event-emitter.js';

/**
 * What the tabs of this browser tell each other about the login, which they share by cookie.
 * Events: `loggedIn` and `loggedOut`, with `{personId, name}` of the person.
 *
 * @typedef {{personId: string, name: string}} TabPerson
 */
class Tabs extends EventEmitter {
  #channel = 'BroadcastChannel' in window ? new BroadcastChannel('samklang') : null;

  constructor() {
    super();
    this.#channel?.addEventListener('message', ({ data }) => this.emit(data.type, data.person));
  }

  /**
   * @param {'loggedIn'|'loggedOut'} type
   * @param {TabPerson} person
   */
  tell(type, person) {
    this.#channel?.postMessage({ type, person });
  }
}

export const tabs = new Tabs();
