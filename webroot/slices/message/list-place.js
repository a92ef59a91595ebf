import { EventController } from '../../core/event-controller.js';
import { router } from '../../core/router.js';

const NO_PLACE = { rows: 0, window: 0, pane: 0 };

/**
 * Keeps how many rows of a list are shown and how far it is scrolled, with the address, so that the way back from an opened
 * message leads to the same row. The list scrolls with the window, or by itself where it stands beside the message.
 */
export class ListPlace {
  #host;
  #rows;
  #last = NO_PLACE;

  /**
   * @param {import('../../core/element.js').SamklangElement & {opened: string}} host
   * @param {() => number} rows that are shown
   */
  constructor(host, rows) {
    this.#host = host;
    this.#rows = rows;
    const keep = () => this.#keep();
    new EventController(host, router, { leave: keep });
    new EventController(host, window, { pagehide: keep });
  }

  /** @returns {{rows: number, window: number, pane: number}} the place at which the user left this address */
  get kept() {
    return router.kept.list ?? NO_PLACE;
  }

  #keep() {
    const place = { rows: this.#rows(), window: this.#host.opened ? 0 : window.scrollY, pane: this.#host.scrollTop };
    if (!this.#host.opened) this.#last = place;
    router.keep({ list: place });
  }

  /**
   * Scrolls to where the list was left, and focuses the row of the message that the user comes back from.
   *
   * @param {string} id of the message
   */
  async restore(id) {
    await this.#host.updateComplete;
    const place = router.kept.list ?? this.#last;
    this.#host.scrollTop = place.pane || this.#host.scrollTop;
    if (this.#host.opened) return;
    const link = id ? /** @type {HTMLElement|null} */ (this.#host.querySelector(`[data-id="${id}"] a`)) : null;
    requestAnimationFrame(() => {
      window.scrollTo(0, place.window);
      link?.focus({ preventScroll: true });
    });
  }
}
