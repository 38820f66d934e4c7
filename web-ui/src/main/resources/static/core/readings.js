const PAUSE_MS = 400;
const LOOKS_EVERY_MS = 20_000;
/** At once; all who are shown are asked for. */
const MOST_ASKED = 50;

/**
 * What the user has read, told to the server, which tells the user's other devices; and what it says of the others:
 * unread counts and who is online, looked at anew while the page is before the user's eyes.
 */
export class Readings {
  #store;
  #access;
  #inView;
  #markTimer;
  #lookTimer;
  /** By person: what is read, and up to which message the server knows it. */
  #due = new Map();
  #marked = new Map();

  /**
   * @param access to the server
   * @param inView tells whose conversation is before the user's eyes, if any
   */
  constructor(store, access, inView) {
    this.#store = store;
    this.#access = access;
    this.#inView = inView;
  }

  start() {
    this.#lookTimer = setInterval(() => this.#look(), LOOKS_EVERY_MS);
  }

  stop() {
    clearInterval(this.#lookTimer);
    clearTimeout(this.#markTimer);
  }

  /** The user may have seen something new. */
  seen() {
    const user = this.#inView();
    if (!user) return;
    if (this.#store.get(user)?.unread) this.#store.update(user, { unread: 0 });
    const newest = this.#unmarked(user);
    if (!newest) return;
    // Noted now: what comes after the conversation has been closed is not read.
    this.#due.set(user, newest);
    this.#markTimer ??= setTimeout(() => this.#mark(), PAUSE_MS);
  }

  /** Another device has read, or this one: the server's count holds. */
  told({ user_id, unread }) {
    if (this.#store.get(user_id) && user_id !== this.#inView()) this.#store.update(user_id, { unread });
  }

  async #mark() {
    this.#markTimer = undefined;
    const due = [...this.#due];
    this.#due.clear();
    try {
      for (const [user, messageId] of due) {
        await this.#access.guard(api => api.read(user, messageId));
        this.#marked.set(user, messageId);
      }
    } catch {
      return; // the next look, or the next message, tells again
    }
    this.seen();
  }

  /** The newest message of theirs, unless the server knows that it is read. */
  #unmarked(user) {
    if (user === this.#store.me) return undefined;
    const theirs = message => message.sender_id === user && message.message_id;
    const newest = this.#store.get(user)?.messages.findLast(theirs)?.message_id;
    return newest !== this.#marked.get(user) ? newest : undefined;
  }

  async #look() {
    if (document.hidden) return;
    this.seen();
    const users = this.#store.ordered.map(({ user_id }) => user_id);
    try {
      while (users.length > 0) {
        const some = users.splice(0, MOST_ASKED);
        for (const { user_id, unread, online } of await this.#access.guard(api => api.current(some))) {
          this.#store.update(user_id, user_id === this.#inView() ? { online } : { unread, online });
        }
      }
    } catch {
      // what is shown stays until the next look
    }
  }
}
