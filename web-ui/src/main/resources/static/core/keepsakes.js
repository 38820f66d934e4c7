import { localBrowserStorage, storageName } from './browser-storage.js';

const MOST_DRAFTS = 50;
const MOST_WAITING = 200;

/** What stood there before keys were unambiguous: `alice.` + `x` and `alice` + `.x` had the same. */
const OLD = ['distrisocks.draft.', 'distrisocks.waiting.'];

/**
 * What a user has written and the server has not stored, kept over reloads in this browser: drafts by conversation, and
 * messages by their `client_id`. An entry each, so that tabs do not overwrite each other's; what cannot be read is removed.
 */
export class Keepsakes {
  #me;
  #storage;
  #drafts;
  #waiting;

  /** @param storage a {@link BrowserStorage} */
  constructor(me, storage = localBrowserStorage) {
    this.#me = me;
    this.#storage = storage;
    this.#drafts = storageName('draft', me, '');
    this.#waiting = storageName('waiting', me, '');
    OLD.flatMap(prefix => storage.names(prefix)).forEach(name => storage.remove(name));
  }

  /** `[[user, text]]`. */
  get drafts() {
    return this.#draftEntries().map(({ user, text }) => [user, text]);
  }

  /** Keeps the text; an empty one goes. Beyond the bound the draft that was not touched for longest goes. */
  draft(user, text, now = Date.now()) {
    const name = storageName('draft', this.#me, user);
    if (!text) {
      this.#storage.remove(name);
      return;
    }
    const others = this.#draftEntries().filter(entry => entry.name !== name);
    if (others.length >= MOST_DRAFTS) {
      others.sort((one, other) => one.at - other.at);
      this.#storage.remove(others[0].name);
    }
    this.#storage.set(name, JSON.stringify({ text, at: now }));
  }

  /** `[{message, strikes}]`, the message that was written first at the front. */
  get waiting() {
    return this.#entries(this.#waiting, waitingOf(this.#me))
      .sort((one, other) => Date.parse(one.message.created_at) - Date.parse(other.message.created_at));
  }

  /** Whether one message more may wait. */
  get hasRoom() {
    return this.#storage.names(this.#waiting).length < MOST_WAITING;
  }

  /** Keeps a message until it is stored or given up; true if that outlives the page. */
  wait(message, strikes = 0) {
    return this.#storage.set(storageName('waiting', this.#me, message.client_id), JSON.stringify({ message, strikes }));
  }

  /** The message is stored, or discarded. */
  settle(clientId) {
    this.#storage.remove(storageName('waiting', this.#me, clientId));
  }

  /** How many there are of both. */
  get unsent() {
    return { drafts: this.drafts.length, messages: this.waiting.length };
  }

  /** Forgets all that this user has written. */
  clear() {
    [this.#drafts, this.#waiting].flatMap(prefix => this.#storage.names(prefix)).forEach(name => this.#storage.remove(name));
  }

  /**
   * Reads what another tab has done to an entry (a `storage` event).
   *
   * @returns `{user, text}` for a draft; `{clientId, entry?}` for a message, whose entry is gone if it was settled; undefined
   *   if the entry is not this user's
   */
  changeOf({ key, newValue }) {
    const nameIn = prefix => (key?.startsWith(prefix) ? decoded(key.slice(prefix.length)) : undefined);
    const user = nameIn(this.#drafts);
    if (user !== undefined) return { user, text: read(newValue, draftOf, user)?.text ?? '' };
    const clientId = nameIn(this.#waiting);
    return clientId === undefined ? undefined : { clientId, entry: read(newValue, waitingOf(this.#me), clientId) };
  }

  #draftEntries() {
    return this.#entries(this.#drafts, draftOf);
  }

  #entries(prefix, shape) {
    return this.#storage.names(prefix).flatMap(name => {
      const entry = read(this.#storage.get(name), shape, decoded(name.slice(prefix.length)));
      if (entry) return [{ name, ...entry }];
      this.#storage.remove(name);
      return [];
    });
  }
}

function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}

/** What the text says in that shape; undefined if it says anything else. */
function read(text, shape, name) {
  try {
    return name === undefined ? undefined : shape(JSON.parse(text), name);
  } catch {
    return undefined;
  }
}

function draftOf({ text, at }, user) {
  return isText(text) && Number.isFinite(at) ? { user, text, at } : undefined;
}

function waitingOf(me) {
  return ({ message, strikes }, clientId) => {
    const { client_id, sender_id, receiver_id, payload, status, created_at, problem } = message;
    const isWhole = client_id === clientId && sender_id === me && isText(receiver_id) && isText(payload)
      && ['pending', 'failed'].includes(status) && isText(created_at) && Number.isFinite(Date.parse(created_at))
      && (problem === undefined || isText(problem)) && Number.isSafeInteger(strikes);
    return isWhole ? { message, strikes } : undefined;
  };
}

function isText(value) {
  return typeof value === 'string' && value !== '';
}
