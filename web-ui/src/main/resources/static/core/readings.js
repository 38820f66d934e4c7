const PAUSE_MS = 400;
const LOOKS_EVERY_MS = 20_000;
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
  /** By person: up to which message the server knows it. */
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
    if (this.#unmarked(user)) this.#markTimer ??= setTimeout(() => this.#mark(user), PAUSE_MS);
  }

  /** Another device has read, or this one: the server's count holds. */
  told({ user_id, unread }) {
    if (this.#store.get(user_id) && user_id !== this.#inView()) this.#store.update(user_id, { unread });
  }

  async #mark(user) {
    this.#markTimer = undefined;
    const messageId = this.#unmarked(user);
    if (!messageId) return;
    try {
      await this.#access.guard(api => api.read(user, messageId));
      this.#marked.set(user, messageId);
    } catch {
      return; // the next look, or the next message, tells again
    }
    this.seen();
  }

  /** The newest message of theirs, unless the server knows that it is read. */
  #unmarked(user) {
    const theirs = message => message.sender_id === user && message.message_id;
    const newest = this.#store.get(user)?.messages.findLast(theirs)?.message_id;
    return newest !== this.#marked.get(user) ? newest : undefined;
  }

  async #look() {
    if (document.hidden) return;
    this.seen();
    const users = this.#store.ordered.slice(0, MOST_ASKED).map(({ user_id }) => user_id);
    if (users.length === 0) return;
    try {
      for (const { user_id, unread, online } of await this.#access.guard(api => api.current(users))) {
        this.#store.update(user_id, user_id === this.#inView() ? { online } : { unread, online });
      }
    } catch {
      // what is shown stays until the next look
    }
  }
}
