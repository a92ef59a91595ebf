/** An EventTarget whose events carry their data as `detail`. */
export class EventEmitter extends EventTarget {
  /**
   * @param {string} type
   * @param {(event: CustomEvent) => void} listener
   */
  on(type, listener) {
    this.addEventListener(type, /** @type {EventListener} */ (listener));
  }

  /**
   * @param {string} type
   * @param {unknown} [detail]
   */
  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
