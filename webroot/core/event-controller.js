/** Listens to an event target while the host is connected. */
export class EventController {
  #target;
  #handlers;

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {EventTarget} target
   * @param {Record<string, (event: any) => void>} handlers by event type
   */
  constructor(host, target, handlers) {
    this.#target = target;
    this.#handlers = Object.entries(handlers);
    host.addController(this);
  }

  hostConnected() {
    for (const [name, handler] of this.#handlers) this.#target.addEventListener(name, handler);
  }

  hostDisconnected() {
    for (const [name, handler] of this.#handlers) this.#target.removeEventListener(name, handler);
  }
}
