import {
  applyStatus, catchUp, failMessage, isStored, mergeMessages, messageKey, newestId, orderConversations, PAGE_SIZE, peerOf,
  retryMessage, withoutHole,
} from './chat-logic.js';
import { firstUnread } from './message-rows.js';

const EARLY_TICKS = 200;

/**
 * All that one signed-in user sees, and the only place that changes it. Fires `change`.
 *
 * A conversation: `{user_id, display_name, messages, last_message?, unread, online?, draft, complete, loaded, loading,
 * problem?, anchor?, met?, counted?, fresh, newFrom?}`; `complete`: nothing older exists; `anchor`: see {@link catchUp};
 * `counted`: `unread` is true up to this message; `fresh`: how many
 * messages were unread when it was opened, `newFrom`: the first of them, once it is known.
 */
export class ChatStore extends EventTarget {
  #conversations = new Map();
  /** Ticks that overtook their message, by `message_id`; the oldest leave first. */
  #earlyTicks = new Map();

  constructor(me) {
    super();
    this.me = me;
  }

  get(user) {
    return this.#conversations.get(user);
  }

  /** Newest first. */
  get ordered() {
    return orderConversations([...this.#conversations.values()]);
  }

  /** Of all that are shown. */
  get unread() {
    return this.ordered.reduce((sum, conversation) => sum + conversation.unread, 0);
  }

  /** The conversation with a person, begun if there is none. */
  begin(user, displayName = user) {
    if (!this.get(user)) {
      this.#conversations.set(user, {
        user_id: user, display_name: displayName, messages: [], unread: 0, draft: '', complete: false, loaded: false, loading: false, fresh: 0,
      });
    }
    return this.get(user);
  }

  /** Changes fields of a conversation: `{draft: 'hel'}`. */
  update(user, fields) {
    this.#conversations.set(user, { ...this.begin(user), ...fields });
    this.dispatchEvent(new Event('change'));
  }

  /** Takes the answer of `/api/conversations`. */
  listed(conversations) {
    for (const { user_id, display_name, last_message, unread, online } of conversations) {
      this.update(user_id, { display_name: display_name ?? user_id, last_message, unread, online, counted: last_message.message_id });
    }
  }

  /** Begins to show which messages are new: those that are unread now. */
  divide(user) {
    const { messages, unread } = this.begin(user);
    this.update(user, { fresh: unread, newFrom: firstUnread(messages, this.me, unread) });
  }

  /** Whether older messages are to be loaded before it is known where what is unread begins. */
  lacksUnread(user) {
    const { fresh, newFrom, loaded, complete } = this.get(user);
    return loaded && !complete && fresh > 0 && !newFrom;
  }

  /** Nothing is new any more. */
  unite(user) {
    const { fresh, newFrom } = this.get(user) ?? {};
    if (fresh || newFrom) this.update(user, { fresh: 0, newFrom: undefined });
  }

  #divided({ fresh, newFrom }, messages) {
    return newFrom ?? firstUnread(messages, this.me, fresh);
  }

  /** Takes a message; true when it is new here. */
  received(message) {
    return this.receivedAll([message]).length > 0;
  }

  /** Takes messages, thousands if an inbox is full; the list of those that are new here. */
  receivedAll(batch) {
    const fresh = [];
    for (const [user, messages] of Map.groupBy(batch, message => peerOf(message, this.me))) {
      const conversation = this.begin(user);
      const known = conversation.messages;
      let merged = this.#joined(conversation, mergeMessages(known, messages));
      const old = new Set(known.map(messageKey));
      for (const message of messages) {
        if (!old.has(messageKey(message))) fresh.push(message);
        old.add(messageKey(message));
        const tick = this.#earlyTicks.get(message.message_id);
        this.#earlyTicks.delete(message.message_id);
        if (tick) merged = applyStatus(merged, tick, this.me);
      }
      this.update(user, { messages: merged });
    }
    return fresh;
  }

  #joined({ messages, loaded, complete, anchor }, merged) {
    if (loaded && complete) return merged;
    const isKnown = loaded || anchor !== undefined;
    return withoutHole(merged, isKnown ? messages.find(message => message.message_id)?.message_id ?? '' : undefined);
  }

  /** Counts messages from the other one that are not before the user's eyes; answers those that were not counted yet. */
  count(user, messages) {
    const { unread, counted = '' } = this.get(user);
    const more = messages.filter(message => message.message_id > counted);
    if (more.length > 0) this.update(user, { unread: unread + more.length, counted: newestId(more) });
    return more;
  }

  /** Takes the newest page of history. */
  caughtUp(user, page) {
    const known = this.begin(user);
    const { messages, hole } = catchUp(known.messages, page, known.anchor ?? (known.loaded ? newestId(known.messages) : ''));
    const complete = hole ? false : known.complete || page.length < PAGE_SIZE;
    this.update(user, { messages, complete, loaded: true, anchor: undefined, newFrom: this.#divided(known, messages) });
  }

  /** Takes a page that is older than all that is known. */
  wentBack(user, page) {
    const known = this.begin(user);
    const messages = mergeMessages(known.messages, page);
    this.update(user, { messages, complete: page.length < PAGE_SIZE, newFrom: this.#divided(known, messages) });
  }

  /** Takes a status event, or a receipt, which has no `message_id`. */
  ticked(event) {
    const { receiver_id, message_id, client_id } = event;
    const { messages, last_message } = this.get(receiver_id) ?? { messages: [] };
    const moved = applyStatus(messages, event, this.me);
    if (moved !== messages) this.update(receiver_id, { messages: moved });
    if (last_message && last_message.message_id === message_id) {
      this.update(receiver_id, { last_message: applyStatus([last_message], event, this.me)[0] });
    }
    const known = messages.some(message => message.message_id === message_id || message.client_id === client_id);
    if (message_id && !known) this.#keepForLater(event);
  }

  #keepForLater(event) {
    this.#earlyTicks.set(event.message_id, event);
    if (this.#earlyTicks.size > EARLY_TICKS) this.#earlyTicks.delete(this.#earlyTicks.keys().next().value);
  }

  /** Marks the message of a problem; false when no message here is meant. */
  failed(clientId, reason) {
    const conversation = this.#holding(clientId);
    if (conversation) this.update(conversation.user_id, { messages: failMessage(conversation.messages, clientId, reason) });
    return Boolean(conversation);
  }

  /** Takes a message that was never stored out. */
  discarded(clientId) {
    const { user_id, messages = [] } = this.#holding(clientId) ?? {};
    const kept = messages.filter(message => message.client_id !== clientId || isStored(message.status));
    if (kept.length < messages.length) this.update(user_id, { messages: kept });
  }

  /** How far a message that was written here has come; undefined when it is not here. */
  statusOf({ receiver_id, client_id }) {
    const mine = message => message.client_id === client_id && message.sender_id === this.me;
    return this.get(receiver_id)?.messages.findLast(mine)?.status;
  }

  /** The failed message, made pending again; undefined if it is not here any more. */
  retried(clientId) {
    const { user_id, messages } = this.#holding(clientId) ?? {};
    if (!user_id) return undefined;
    this.update(user_id, { messages: retryMessage(messages, clientId) });
    return this.get(user_id).messages.find(message => message.client_id === clientId);
  }

  /** A new connection: notes for each conversation up to where it is known; what follows may have been missed. */
  mayHaveMissed() {
    for (const { user_id, messages, loaded, anchor } of this.#conversations.values()) {
      if (loaded) this.update(user_id, { loaded: false, anchor: anchor ?? newestId(messages) });
    }
  }

  #holding(clientId) {
    const mine = message => message.client_id === clientId && message.sender_id === this.me;
    return [...this.#conversations.values()].find(conversation => conversation.messages.some(mine));
  }
}
