/**
 * What a user has written and not sent, kept over reloads in this browser: drafts by conversation, and messages that are
 * not stored yet, each by its `client_id`. An entry each, so that tabs do not overwrite each other's.
 */
const MOST_DRAFTS = 50;
const MOST_WAITING = 200;

export class Keepsakes {
  #storage;
  #drafts;
  #waiting;

  constructor(me, storage = localStorage) {
    this.#storage = storage;
    this.#drafts = `distrisocks.draft.${me}.`;
    this.#waiting = `distrisocks.waiting.${me}.`;
  }

  /** `[[user, text]]`. */
  get drafts() {
    return this.#names(this.#drafts).map(name => [name.slice(this.#drafts.length), this.#read(name).text]);
  }

  /** Keeps the text; an empty one goes. Beyond the bound the draft that was not touched for longest goes. */
  draft(user, text, now = Date.now()) {
    const name = this.#drafts + user;
    if (!text) {
      this.#storage.removeItem(name);
      return;
    }
    const others = this.#names(this.#drafts).filter(other => other !== name);
    if (others.length >= MOST_DRAFTS) {
      others.sort((one, other) => this.#read(one).at - this.#read(other).at);
      this.#storage.removeItem(others[0]);
    }
    this.#write(name, { text, at: now });
  }

  /** Messages that are not stored yet, oldest first. */
  get waiting() {
    return this.#names(this.#waiting)
      .map(name => this.#read(name))
      .sort((one, other) => Date.parse(one.created_at) - Date.parse(other.created_at));
  }

  get hasWaiting() {
    return this.#names(this.#waiting).length > 0;
  }

  /** Keeps a message; false if too many wait already or the browser has no room. */
  wait(message) {
    const name = this.#waiting + message.client_id;
    const known = this.#storage.getItem(name) !== null;
    if (!known && this.#names(this.#waiting).length >= MOST_WAITING) return false;
    return this.#write(name, message);
  }

  /** The message is stored, or given up. */
  settle(clientId) {
    this.#storage.removeItem(this.#waiting + clientId);
  }

  #names(prefix) {
    return Array.from({ length: this.#storage.length }, (_, place) => this.#storage.key(place))
      .filter(name => name.startsWith(prefix));
  }

  #read(name) {
    return JSON.parse(this.#storage.getItem(name));
  }

  #write(name, value) {
    try {
      this.#storage.setItem(name, JSON.stringify(value));
      return true;
    } catch {
      return false; // the quota of the browser
    }
  }
}
