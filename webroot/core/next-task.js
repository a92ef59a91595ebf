/**
 * Waits for the next task, so that the browser paints, and answers a tap, before the work that isn't needed for that.
 *
 * @returns {Promise<void>}
 */
export function nextTask() {
  const { scheduler } = /** @type {any} */ (globalThis);
  return scheduler?.yield ? scheduler.yield() : new Promise((resume) => { setTimeout(resume); });
}
