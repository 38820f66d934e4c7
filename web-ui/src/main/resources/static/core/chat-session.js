import { Api } from './api.js';
import { newClientId, peerOf } from './chat-logic.js';
import { ChatStore } from './chat-store.js';
import { renewed } from './session-store.js';
import { StompGateway } from './stomp-gateway.js';

const LOGIN_ENDS = 'urn:distrisocks:problem:login-ends';

/**
 * What a signed-in user can do: ties the store to the two ways to the server.
 * Fires `change` (something to show is new), `notice` (a text for the user) and `ended` (sign in again).
 */
export class ChatSession extends EventTarget {
  #api;
  #gateway;
  #open;
  #listTimer;
  #session;
  #renewal;

  constructor(session, socketUrl) {
    super();
    const { userId, accessToken } = session;
    this.#session = session;
    this.store = new ChatStore(userId);
    this.connection = { phase: 'connecting', downSince: Date.now() };
    this.#api = new Api(accessToken);
    this.#gateway = new StompGateway(socketUrl, accessToken);
    this.store.addEventListener('change', () => this.#changed());
    const hear = (type, handle) => this.#gateway.addEventListener(type, event => handle(event.detail));
    hear('state', state => this.#connectionIs(state));
    hear('message', message => this.#received(message));
    hear('status', event => this.store.ticked(event));
    hear('stored', receipt => this.store.ticked({ ...receipt, status: 'NONE' }));
    hear('problem', problem => this.#problem(problem));
    hear('refused', () => this.#checkToken());
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
  }

  close() {
    clearTimeout(this.#listTimer);
    this.#gateway.close();
  }

  reconnectNow() {
    this.#gateway.hurry();
  }

  /** Opens the conversation with a person; none: closes the open one. */
  open(user, displayName) {
    this.#open = user;
    if (user) {
      const { loaded } = this.store.begin(user, displayName);
      this.seen();
      if (!loaded) this.#loadNewest(user);
    }
    this.#changed();
  }

  /** The user has the open conversation before their eyes. */
  seen() {
    if (this.conversation?.unread) this.store.update(this.#open, { unread: 0 });
  }

  draft(text) {
    this.store.update(this.#open, { draft: text });
  }

  /** Shows the text at once, and sends it now or when there is a connection again. */
  send(text) {
    const message = {
      client_id: newClientId(),
      sender_id: this.me,
      receiver_id: this.#open,
      payload: text,
      status: 'pending',
      created_at: new Date().toISOString(),
    };
    this.store.received(message);
    this.#gateway.send(message);
  }

  retry(clientId) {
    this.#gateway.send(this.store.retried(clientId));
  }

  search(prefix) {
    return this.#guard(() => this.#api.users(prefix));
  }

  /** Loads the page before the oldest known message of the open conversation. */
  async loadOlder() {
    const { user_id, messages, complete, loaded, loading } = this.conversation;
    if (complete || loading || !loaded) return;
    await this.#load(user_id, async () =>
      this.store.wentBack(user_id, await this.#api.history(user_id, messages[0]?.message_id)));
  }

  /** Tries again what could not be loaded. */
  reload() {
    return this.conversation.loaded ? this.loadOlder() : this.#loadNewest(this.#open);
  }

  #loadNewest(user) {
    return this.#load(user, async () => this.store.caughtUp(user, await this.#api.history(user)));
  }

  async #load(user, work) {
    this.store.update(user, { loading: true, problem: undefined });
    try {
      await this.#guard(work);
      this.store.update(user, { loading: false });
    } catch (problem) {
      this.store.update(user, { loading: false, problem: problem.message });
    }
  }

  async #loadList() {
    try {
      this.store.listed(await this.#guard(() => this.#api.conversations()));
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

  #received(message) {
    const peer = peerOf(message, this.me);
    const stranger = !this.store.get(peer);
    const fresh = this.store.received(message);
    if (fresh && message.sender_id !== this.me && !(peer === this.#open && !document.hidden)) {
      this.store.update(peer, { unread: this.store.get(peer).unread + 1 });
    }
    if (stranger) this.#loadListSoon();
  }

  /** A new person's name stands in the list; one request for many of them. */
  #loadListSoon() {
    this.#listTimer ??= setTimeout(() => {
      this.#listTimer = undefined;
      this.#loadList();
    }, 300);
  }

  #problem({ type, client_id, detail, title }) {
    if (type === LOGIN_ENDS) {
      // If that fails, the server ends the connection, and the next one asks for a token again.
      this.#renew().catch(() => {});
      return;
    }
    const reason = detail ?? title;
    if (!client_id || !this.store.failed(client_id, reason)) this.#notice(reason);
  }

  /** Gets new tokens; a refresh token is good for one use, so all who ask meanwhile wait for the same. */
  #renew() {
    this.#renewal ??= this.#takeNewTokens().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #takeNewTokens() {
    try {
      this.#session = await renewed(this.#session);
    } catch (problem) {
      if (problem.status === 401) this.dispatchEvent(new Event('ended'));
      throw problem;
    }
    this.#api.accessToken = this.#session.accessToken;
    this.#gateway.renew(this.#session.accessToken);
  }

  /** An ERROR frame has no code that says whether the token was bad; REST answers 401 just then. */
  #checkToken() {
    this.#guard(() => this.#api.conversations()).catch(() => {});
  }

  /** After a 401, tries once more with a new token; where none is given, the session has ended. */
  async #guard(work) {
    try {
      return await work();
    } catch (problem) {
      if (problem.status !== 401) throw problem;
      await this.#renew();
      return work();
    }
  }

  #notice(text) {
    this.dispatchEvent(new CustomEvent('notice', { detail: text }));
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
