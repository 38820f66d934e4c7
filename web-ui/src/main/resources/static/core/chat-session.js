import { Access } from './access.js';
import { Api } from './api.js';
import { peerOf } from './chat-logic.js';
import { ChatStore } from './chat-store.js';
import { HistoryLoader } from './history-loader.js';
import { Keepsakes } from './keepsakes.js';
import { Outbox } from './outbox.js';
import { Readings } from './readings.js';
import { StompGateway } from './stomp-gateway.js';

/** For which messages wait for each other before they are shown. */
const BATCH_MS = 15;

/**
 * What a signed-in user can do: ties the store to the two ways to the server.
 * Fires `change` (something to show is new), `notice` (a text for the user), `arrived` (a message for the user that is not
 * before their eyes) and `ended` (sign in again).
 */
export class ChatSession extends EventTarget {
  /** How the list of conversations is: `{phase: 'loading' | 'loaded' | 'failed', problem?}`. */
  listing = { phase: 'loading' };
  /** Set while the address leads to nobody: `{user?}`. */
  nobody;

  #access;
  #gateway;
  #open;
  #listTimer;
  #servers;
  #keepsakes;
  #outbox;
  #readings;
  #loader;
  #batch = [];
  /** Until then nobody knows what is new, so nothing is marked as read. */
  #isListed = false;
  #isWarned = false;
  #isClosed = false;

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
    this.#outbox = new Outbox(this.store, this.#gateway, this.#keepsakes);
    this.#access = new Access(new Api(servers, accessToken), sessions, userId, {
      renewed: token => this.#gateway.renew(token),
      ended: () => this.dispatchEvent(new Event('ended')),
    });
    this.#readings = new Readings(this.store, this.#access, () => (this.#isListed && this.isSeen ? this.#open : undefined));
    this.#loader = new HistoryLoader(this.store, this.#access, () => this.#readings.seen());
    for (const [user, draft] of this.#keepsakes.drafts) this.store.update(user, { draft });
    this.#outbox.takeUp();
    this.store.addEventListener('change', () => this.#changed());
    const hear = (type, handle) => this.#gateway.addEventListener(type, event => handle(event.detail));
    hear('state', state => this.#connectionIs(state));
    hear('message', arrival => this.#received(arrival));
    hear('status', event => this.store.ticked(event));
    hear('read', event => this.#readings.told(event));
    hear('stored', receipt => this.store.ticked({ ...receipt, status: 'NONE' }));
    hear('problem', problem => this.#problem(problem));
    hear('closed', ({ code }) => this.#outbox.closed(code));
    // An ERROR frame has no code that says whether the token was bad; REST answers 401 just then.
    hear('refused', () => this.#access.guard(api => api.conversations()).catch(() => {}));
  }

  /** Takes up what another tab of this account has written, sent or discarded (a `storage` event). */
  writtenElsewhere(event) {
    const change = this.#keepsakes.changeOf(event);
    if (change?.clientId) this.#outbox.changedElsewhere(change.clientId, change.entry);
    else if (change) this.store.update(change.user, { draft: change.text });
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
    this.#isClosed = true;
    clearTimeout(this.#listTimer);
    this.#readings.stop();
    this.#gateway.close();
  }

  reconnectNow() {
    this.#gateway.hurry();
    this.checkConnection();
  }

  /** The network may have changed: whoever is not there any more is found out now. */
  checkConnection() {
    this.#gateway.check();
    this.#changed();
  }

  /** A person of whom the server has said who they are. */
  meet({ user_id, display_name }) {
    this.store.update(user_id, { display_name, met: true });
  }

  /** Opens what a place stands for (see `placeOf`): a conversation, nothing, or that there is nobody. */
  open({ kind, user }) {
    this.nobody = kind === 'unreadable' ? {} : undefined;
    if (this.#open && this.#open !== user) this.store.unite(this.#open);
    this.#open = user;
    if (user) {
      const { loaded, met, last_message } = this.store.begin(user);
      this.store.divide(user);
      this.#readings.seen();
      if (!loaded) this.#loader.newest(user);
      if (!met && !last_message) this.#ask(user);
    }
    this.#changed();
  }

  /** Anybody may stand in an address. */
  async #ask(user) {
    try {
      const person = await this.#access.guard(api => api.user(user));
      this.meet(person);
      // A name is registered in one case, and found in any.
      if (person.user_id !== user && this.#open === user) this.open({ kind: 'person', user: person.user_id });
    } catch (problem) {
      if (![400, 404].includes(problem.status) || this.#open !== user) return; // the history says that it cannot be loaded
      this.#open = undefined;
      this.nobody = { user };
      this.#changed();
    }
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
    if (!this.#outbox.hasRoom) {
      this.#notice('Too many messages wait to be sent. Discard some of them, or wait for a connection.');
      return false;
    }
    this.store.unite(to);
    if (!this.#outbox.add(to, text) && !this.#isWarned) {
      this.#isWarned = true;
      this.#notice('This browser has no room left: what is not sent is lost when you close this page.');
    }
    return true;
  }

  /** Sends failed messages again, each by its `client_id`. */
  retry(...clientIds) {
    clientIds.forEach(clientId => this.#outbox.retry(clientId));
  }

  /** Gives up a message that is not stored. */
  discard(clientId) {
    this.#outbox.discard(clientId);
  }

  /** Gives up a message that is not stored, and puts its text before what is being written to the same person. */
  edit(clientId) {
    const message = this.#outbox.discard(clientId);
    if (!message) return;
    const { receiver_id: to, payload } = message;
    this.draft({ to, text: [payload, this.store.get(to)?.draft].filter(Boolean).join('\n') });
  }

  /** A message with its past, see `Api.message`. */
  past(messageId) {
    return this.#access.guard(api => api.message(messageId));
  }

  search(prefix) {
    return this.#access.guard(api => api.users(prefix));
  }

  loadOlder() {
    return this.#loader.older(this.conversation);
  }

  /** Tries again what of the open conversation could not be loaded. */
  reload() {
    return this.#loader.again(this.conversation);
  }

  /** Tries again to load the list. */
  reloadList() {
    this.#listed({ phase: 'loading' });
    this.#loadList();
  }

  async #loadList() {
    try {
      this.store.listed(await this.#access.guard(api => api.conversations()));
      this.#listed({ phase: 'loaded' });
      if (this.conversation?.unread && !this.conversation.fresh) this.store.divide(this.#open);
      this.#readings.seen();
      if (this.conversation) this.#loader.unread(this.conversation);
    } catch (problem) {
      this.#listed({ phase: 'failed', problem: problem.message });
    }
  }

  #listed(listing) {
    this.listing = listing;
    this.#isListed ||= listing.phase === 'loaded';
    this.#changed();
  }

  #connectionIs(state) {
    this.connection = state;
    this.#changed();
    if (state.phase !== 'connected') return;
    this.store.mayHaveMissed();
    this.#outbox.connected();
    this.#loadList();
    if (this.conversation) this.#loader.newest(this.#open);
  }

  /** What comes within a moment is taken as one: an inbox may hold thousands. */
  #received(arrival) {
    this.#batch.push(arrival);
    if (this.#batch.length === 1) setTimeout(() => this.#takeBatch(), BATCH_MS);
  }

  /** Two ticks mean that this page has it: it is acknowledged when it is in the store. */
  #takeBatch() {
    if (this.#isClosed) return;
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
    if (!client_id || !this.#outbox.refused(client_id, detail ?? title)) this.#notice(detail ?? title);
  }

  #notice(text) {
    this.dispatchEvent(new CustomEvent('notice', { detail: text }));
  }

  #changed() {
    this.#outbox.settle();
    this.dispatchEvent(new Event('change'));
  }
}
