import { Access } from './access.js';
import { Api } from './api.js';
import { isStored, newClientId, peerOf } from './chat-logic.js';
import { ChatStore } from './chat-store.js';
import { Keepsakes } from './keepsakes.js';
import { Readings } from './readings.js';
import { StompGateway } from './stomp-gateway.js';


/** For which messages wait for each other before they are shown. */
const BATCH_MS = 15;
/** The server counts no more than 100 unread messages; between them may be as many of one's own. */
const MOST_UNREAD_PAGES = 4;

/**
 * What a signed-in user can do: ties the store to the two ways to the server.
 * Fires `change` (something to show is new), `notice` (a text for the user), `arrived` (a message for the user that is not
 * before their eyes) and `ended` (sign in again).
 */
export class ChatSession extends EventTarget {
  #access;
  #gateway;
  #open;
  #listTimer;
  #servers;
  #keepsakes;
  #readings;
  #batch = [];
  /** Until then nobody knows what is new, so nothing is marked as read. */
  #isListed = false;

  /**
   * @param session {userId, accessToken}
   * @param sessions where the next token comes from
   */
  constructor({ userId, accessToken }, sessions, servers) {
    super();
    this.#servers = servers;
    this.#keepsakes = new Keepsakes(userId);
    this.store = new ChatStore(userId);
    this.connection = { phase: 'connecting', downSince: Date.now() };
    this.#gateway = new StompGateway(servers, accessToken);
    this.#access = new Access(new Api(servers, accessToken), sessions, userId, {
      renewed: token => this.#gateway.renew(token),
      ended: () => this.dispatchEvent(new Event('ended')),
    });
    this.#readings = new Readings(this.store, this.#access, () => (this.#isListed && this.isSeen ? this.#open : undefined));
    this.#takeUp();
    this.store.addEventListener('change', () => this.#changed());
    const hear = (type, handle) => this.#gateway.addEventListener(type, event => handle(event.detail));
    hear('state', state => this.#connectionIs(state));
    hear('message', arrival => this.#received(arrival));
    hear('status', event => this.store.ticked(event));
    hear('read', event => this.#readings.told(event));
    hear('stored', receipt => this.store.ticked({ ...receipt, status: 'NONE' }));
    hear('problem', problem => this.#problem(problem));
    hear('refused', () => this.#checkToken());
  }

  /** What was written before a reload. */
  #takeUp() {
    for (const [user, draft] of this.#keepsakes.drafts) this.store.update(user, { draft });
    for (const message of this.#keepsakes.waiting) this.store.received(message);
  }

  /** Whether what is shown is before the user's eyes: a window behind others is visible, but not read. */
  get isSeen() {
    return !document.hidden && document.hasFocus();
  }

  get me() {
    return this.store.me;
  }

  /** The open conversation, or undefined. */
  get conversation() {
    return this.#open && this.store.get(this.#open);
  }

  start() {
    this.#loadList();
    this.#gateway.connect();
    this.#readings.start();
    this.#access.guard(api => api.origins()).then(origins => this.#servers.learn(origins), () => {}); // then there are none
  }

  close() {
    clearTimeout(this.#listTimer);
    this.#readings.stop();
    this.#gateway.close();
  }

  reconnectNow() {
    this.#gateway.hurry();
  }

  /** Opens the conversation with a person; none: closes the open one. */
  open(user, displayName) {
    if (this.#open && this.#open !== user) this.store.unite(this.#open);
    this.#open = user;
    if (user) {
      const { loaded } = this.store.begin(user, displayName);
      this.store.divide(user);
      this.#readings.seen();
      if (!loaded) this.#loadNewest(user);
    }
    this.#changed();
  }

  /** The user has the open conversation before their eyes. */
  seen() {
    this.#readings.seen();
  }

  draft({ to, text }) {
    this.#keepsakes.draft(to, text);
    this.store.update(to, { draft: text });
  }

  /** Shows the text at once, and sends it now or when there is a connection again; false if too many wait for that. */
  send({ to, text }) {
    const message = {
      client_id: newClientId(),
      sender_id: this.me,
      receiver_id: to,
      payload: text,
      status: 'pending',
      created_at: new Date().toISOString(),
    };
    if (!this.#keepsakes.wait(message)) {
      this.#notice('Too many messages wait to be sent.');
      return false;
    }
    this.store.unite(to);
    this.store.received(message);
    this.#gateway.send(message);
    return true;
  }

  /** Sends failed messages again, each by its `client_id`. */
  retry(...clientIds) {
    for (const clientId of clientIds) {
      const message = this.store.retried(clientId);
      this.#keepsakes.wait(message);
      this.#gateway.send(message);
    }
  }

  /** Gives a failed message up. */
  discard(clientId) {
    this.#keepsakes.settle(clientId);
    this.store.discarded(clientId);
  }

  /** A message with its past, see `Api.message`. */
  past(messageId) {
    return this.#access.guard(api => api.message(messageId));
  }

  search(prefix) {
    return this.#access.guard(api => api.users(prefix));
  }

  /** Loads the page before the oldest known message of the open conversation. */
  async loadOlder() {
    const { user_id, messages, complete, loaded, loading } = this.conversation;
    if (complete || loading || !loaded) return;
    await this.#load(user_id, async () =>
      this.store.wentBack(user_id, await this.#access.guard(api => api.history(user_id, messages[0]?.message_id))));
  }

  /** Tries again what could not be loaded. */
  reload() {
    return this.conversation.loaded ? this.loadOlder() : this.#loadNewest(this.#open);
  }

  #loadNewest(user) {
    return this.#load(user, async () => {
      this.store.caughtUp(user, await this.#access.guard(api => api.history(user)));
      await this.#loadUnread(user);
    });
  }

  /** What is unread may begin before the newest page. */
  async #loadUnread(user) {
    for (let pages = MOST_UNREAD_PAGES; pages > 0 && this.store.lacksUnread(user); pages--) {
      const before = this.store.get(user).messages[0].message_id;
      this.store.wentBack(user, await this.#access.guard(api => api.history(user, before)));
    }
  }

  async #load(user, work) {
    this.store.update(user, { loading: true, problem: undefined });
    try {
      await work();
      this.store.update(user, { loading: false });
      this.#readings.seen();
    } catch (problem) {
      this.store.update(user, { loading: false, problem: problem.message });
    }
  }

  async #loadList() {
    try {
      this.store.listed(await this.#access.guard(api => api.conversations()));
      this.#isListed = true;
      if (this.conversation?.unread && !this.conversation.fresh) this.store.divide(this.#open);
      this.#readings.seen();
      const { loaded, loading } = this.conversation ?? {};
      if (loaded && !loading && this.store.lacksUnread(this.#open)) this.#load(this.#open, () => this.#loadUnread(this.#open));
    } catch (problem) {
      this.#notice(problem.message);
    }
  }

  #connectionIs(state) {
    this.connection = state;
    this.#changed();
    if (state.phase !== 'connected') return;
    this.store.mayHaveMissed();
    this.store.pending.forEach(message => this.#gateway.send(message));
    this.#loadList();
    if (this.conversation) this.#loadNewest(this.#open);
  }

  /** What comes within a moment is taken as one: an inbox may hold thousands. */
  #received(arrival) {
    this.#batch.push(arrival);
    if (this.#batch.length === 1) setTimeout(() => this.#takeBatch(), BATCH_MS);
  }

  /** Two ticks mean that this page has it: it is acknowledged when it is in the store. */
  #takeBatch() {
    const arrivals = this.#batch.splice(0);
    this.#take(arrivals.map(({ message }) => message));
    arrivals.forEach(({ acknowledge }) => acknowledge());
  }

  #take(messages) {
    const stranger = messages.some(message => !this.store.get(peerOf(message, this.me)));
    const fresh = this.store.receivedAll(messages).filter(message => message.sender_id !== this.me);
    for (const [peer, theirs] of Map.groupBy(fresh, ({ sender_id }) => sender_id)) this.#arrived(peer, theirs);
    if (stranger) this.#loadListSoon();
  }

  #arrived(peer, messages) {
    const more = this.store.count(peer, messages);
    this.store.update(peer, { online: true });
    if (peer === this.#open && this.isSeen) {
      this.#readings.seen();
      return;
    }
    if (peer === this.#open) this.store.divide(peer);
    if (more.length === 0) return;
    const { display_name } = this.store.get(peer);
    this.dispatchEvent(new CustomEvent('arrived', { detail: { message: more.at(-1), displayName: display_name } }));
  }

  /** A new person's name stands in the list; one request for many of them. */
  #loadListSoon() {
    this.#listTimer ??= setTimeout(() => {
      this.#listTimer = undefined;
      this.#loadList();
    }, 300);
  }

  #problem(problem) {
    if (this.#access.heeds(problem)) return;
    const { client_id, detail, title } = problem;
    const reason = detail ?? title;
    if (!client_id || !this.store.failed(client_id, reason)) {
      this.#notice(reason);
      return;
    }
    const failed = this.#keepsakes.waiting.find(message => message.client_id === client_id);
    if (failed) this.#keepsakes.wait({ ...failed, status: 'failed', problem: reason });
  }

  /** An ERROR frame has no code that says whether the token was bad; REST answers 401 just then. */
  #checkToken() {
    this.#access.guard(api => api.conversations()).catch(() => {});
  }

  #notice(text) {
    this.dispatchEvent(new CustomEvent('notice', { detail: text }));
  }

  /** What is stored need not be kept here any more. */
  #settle() {
    if (!this.#keepsakes.hasWaiting) return;
    for (const message of this.#keepsakes.waiting) {
      if (isStored(this.store.statusOf(message))) this.#keepsakes.settle(message.client_id);
    }
  }

  #changed() {
    this.#settle();
    this.dispatchEvent(new Event('change'));
  }
}
