import { Client } from './stompjs.js';
import { answers } from './api.js';
import { backOff } from './chat-logic.js';

const HEARTBEAT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** The close code of a pod that stops (RFC 6455, "Service Restart"). */
const POD_STOPS = 1012;
/** Within this time the users of a pod that stops come to the others. */
const QUIET_MS = 500;
/** A connection that lived at least this long starts the back-off anew. */
const STEADY_MS = 5_000;
/** A SEND that is not answered by then makes the page ask whether its server is still there. */
const ANSWER_MS = 5_000;

const MESSAGES = '/user/queue/messages';

/** What the chat listens to: each destination and the event that its frames become. `messages` is the last: the inbox comes with it. */
const CHAT = {
  '/user/queue/status': 'status',
  '/user/queue/conversations': 'read',
  '/user/queue/errors': 'problem',
  [MESSAGES]: 'message',
};

/**
 * The one file that knows STOMP. Keeps one connection open until it is closed, and says what happens by events:
 *
 * - `state`: `{phase: 'connecting' | 'connected' | 'waiting', pod?, downSince?, retryAt?}`
 * - `message`: `{message, acknowledge}`: the JSON of `/user/queue/messages`, and what says to the server that this page has it.
 *   A message that is not acknowledged comes again
 * - `status`, `read`, `problem`: the JSON of `/user/queue/status`, `…/conversations`, `…/errors`, or what else is listened to
 * - `stored`: `{receiver_id, client_id}`, the RECEIPT of a SEND: its row is committed
 * - `closed`: `{code?}`, the close code (RFC 6455) of a connection, absent if this side has given it up
 * - `refused`: CONNECT was answered by an ERROR frame: perhaps the token has ended, perhaps it could not be checked
 */
export class StompGateway extends EventTarget {
  #servers;
  #accessToken;
  #listensTo;
  #client;
  /** The client whose server is being asked whether it is there. */
  #checking;
  #origin;
  #attempt = 0;
  #timer;
  #connectedAt;
  #downSince = Date.now();

  constructor(servers, accessToken, listensTo = CHAT) {
    super();
    this.#servers = servers;
    this.#accessToken = accessToken;
    this.#listensTo = listensTo;
  }

  get connected() {
    return this.#client?.connected ?? false;
  }

  /** Connects, at once if a try was waiting for its time. Does nothing while connecting or connected. */
  connect() {
    if (this.#client) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#origin = this.#servers.current;
    const client = new Client({
      brokerURL: this.#servers.socketUrl,
      connectHeaders: { Authorization: `Bearer ${this.#accessToken}` },
      heartbeatIncoming: HEARTBEAT_MS,
      heartbeatOutgoing: HEARTBEAT_MS,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      discardWebsocketOnCommFailure: true,
      reconnectDelay: 0,
    });
    // A client that has been put aside may still call back: only the present one counts.
    const whilePresent = handle => argument => client === this.#client && handle(argument);
    client.onConnect = whilePresent(frame => this.#opened(frame));
    client.onStompError = whilePresent(() => this.connected || this.#say('refused'));
    client.onWebSocketClose = whilePresent(event => this.#closed(event?.code));
    this.#client = client;
    this.#say('state', { phase: 'connecting', downSince: this.#downSince });
    client.activate();
  }

  /** Writes a SEND, with these headers besides, to the socket; false when there is none. The answer is `stored` or `problem`. */
  send({ client_id, receiver_id, payload }, headers = {}) {
    if (!this.connected) return false;
    const overdue = setTimeout(() => this.check(), ANSWER_MS);
    this.#client.watchForReceipt(client_id, () => {
      clearTimeout(overdue);
      this.#say('stored', { receiver_id, client_id });
    });
    this.#client.publish({
      destination: '/app/messages',
      headers: { ...headers, 'content-type': 'application/json', receipt: client_id },
      body: JSON.stringify({ client_id, receiver_id, payload }),
    });
    return true;
  }

  /** From now on this token is used; a connection that is open goes on with it. */
  renew(accessToken) {
    this.#accessToken = accessToken;
    if (this.connected) {
      this.#client.publish({ destination: '/app/token', headers: { Authorization: `Bearer ${accessToken}` } });
    }
  }

  /** Says goodbye and stays closed. */
  close() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const client = this.#client;
    this.#client = undefined;
    client?.deactivate();
  }

  /** Tries now if a try is waiting for its time. */
  hurry() {
    this.#attempt = 0;
    if (this.#timer !== undefined) this.connect();
  }

  /**
   * Asks the server whether it answers. A connection to one that does not is given up at once, and not when two heart-beats
   * are missing.
   */
  async check() {
    const client = this.#client;
    if (!this.connected || this.#checking === client) return;
    this.#checking = client;
    const isThere = await answers(this.#origin);
    if (this.#checking === client) this.#checking = undefined;
    if (isThere || client !== this.#client) return;
    this.#closed();
    client.deactivate({ force: true });
  }

  #opened(frame) {
    this.#connectedAt = Date.now();
    this.#downSince = undefined;
    const client = this.#client;
    for (const [destination, event] of Object.entries(this.#listensTo)) {
      const isMessage = destination === MESSAGES;
      const hear = frame => {
        if (client !== this.#client) return; // closed, or given up
        const body = JSON.parse(frame.body);
        this.#say(event, isMessage ? { message: body, acknowledge: () => client.connected && frame.ack() } : body);
      };
      client.subscribe(destination, hear, { id: event, ack: isMessage ? 'client-individual' : 'auto' });
    }
    this.#say('state', { phase: 'connected', pod: frame.headers.pod });
  }

  /** A pod that stops has told so, and the next one is expected to be there: that is tried sooner. */
  #closed(code) {
    this.#servers.leave(this.#origin);
    if (this.#connectedAt && Date.now() - this.#connectedAt > STEADY_MS) this.#attempt = 0;
    this.#connectedAt = undefined;
    this.#client = undefined;
    this.#downSince ??= Date.now();
    this.#say('closed', { code });
    const delay = code === POD_STOPS ? Math.round(Math.random() * QUIET_MS) : backOff(this.#attempt++);
    this.#timer = setTimeout(() => this.connect(), delay);
    this.#say('state', { phase: 'waiting', downSince: this.#downSince, retryAt: Date.now() + delay });
  }

  #say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
