/** Whether a media query matches, kept up to date while the host is connected. */
export class MediaController {
  #host;
  #query;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {string} query
   */
  constructor(host, query) {
    this.#host = host;
    this.#query = window.matchMedia(query);
    host.addController(this);
  }

  /** @returns {boolean} */
  get matches() {
    return this.#query.matches;
  }

  hostConnected() {
    this.#query.addEventListener('change', this.#onChange);
  }

  hostDisconnected() {
    this.#query.removeEventListener('change', this.#onChange);
  }

  #onChange = () => this.#host.requestUpdate();
}
