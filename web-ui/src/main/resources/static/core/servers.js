/**
 * The origins under which this page may reach a pod: its own, and those of the other pods where each has one of its own.
 * Whoever cannot reach the current one leaves it, and all who ask go on to the next.
 */
export class Servers {
  #origins;
  #place = 0;

  constructor(own) {
    this.#origins = [own];
  }

  get current() {
    return this.#origins[this.#place];
  }

  get count() {
    return this.#origins.length;
  }

  get socketUrl() {
    return `${this.current.replace(/^http/, 'ws')}/ws`;
  }

  /** Adds origins that are not known yet, in any order, so that the pages of a dead pod spread. */
  learn(origins, random = Math.random) {
    for (const origin of origins) {
      if (this.#origins.includes(origin)) continue;
      this.#origins.splice(1 + Math.floor(random() * this.#origins.length), 0, origin);
    }
  }

  /** That one does not answer. Does nothing if somebody else has left it already. */
  leave(origin) {
    if (origin === this.current) this.#place = (this.#place + 1) % this.#origins.length;
  }
}
