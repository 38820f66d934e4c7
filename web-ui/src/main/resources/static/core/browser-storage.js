/** The version of the names and of what stands under them. */
const VERSION = 'distrisocks/1';

/** `distrisocks/1/KIND/ID/…`, each id percent-encoded: no id can reach into the place of another. */
export function storageName(kind, ...ids) {
  return [VERSION, kind, ...ids.map(id => encodeURIComponent(id.toWellFormed()))].join('/');
}

/**
 * The `localStorage` or `sessionStorage` of this page. Never throws: a browser may forbid it, be out of room, or fail.
 * What it does not take is kept in memory, for as long as the page lives.
 */
export class BrowserStorage {
  #open;
  #memory = new Map();

  /** @param open answers the browser's storage, or throws where cookies are blocked: `() => localStorage` */
  constructor(open) {
    this.#open = open;
  }

  /** The text under that name; undefined if there is none. */
  get(name) {
    return this.#memory.get(name) ?? this.#attempt(storage => storage.getItem(name)) ?? undefined;
  }

  /** Keeps a text; true if it outlives the page. */
  set(name, text) {
    const kept = this.#attempt(storage => {
      storage.setItem(name, text);
      return true;
    }) ?? false;
    if (kept) {
      this.#memory.delete(name);
      return true;
    }
    this.#attempt(storage => storage.removeItem(name)); // an older text must not come back
    this.#memory.set(name, text);
    return false;
  }

  remove(name) {
    this.#memory.delete(name);
    this.#attempt(storage => storage.removeItem(name));
  }

  /** All names that begin so. */
  names(prefix) {
    const kept = this.#attempt(storage => Array.from({ length: storage.length }, (_, place) => storage.key(place))) ?? [];
    return [...new Set([...kept, ...this.#memory.keys()])].filter(name => name?.startsWith(prefix));
  }

  #attempt(work) {
    try {
      return work(this.#open());
    } catch {
      return undefined; // as if it were empty
    }
  }
}

export const localBrowserStorage = new BrowserStorage(() => localStorage);
export const tabBrowserStorage = new BrowserStorage(() => sessionStorage);
