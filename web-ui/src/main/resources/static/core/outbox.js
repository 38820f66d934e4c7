import { isStored, newClientId } from './chat-logic.js';

/** With so many strikes a message is given up. */
const MOST_STRIKES = 2;

/** Close codes of a server that could not read a message, or not hold it (RFC 6455, 7.4.1). */
const UNREADABLE = new Set([1002, 1003, 1007, 1009]);
/** 1006: no close frame (network, killed pod, or a proxy that refuses long messages); 1011: a fault of the server. */
const BROKEN = new Set([1006, 1011]);
/** A connection that breaks so soon after a message was written is blamed on it. */
const SOON_MS = 3_000;

const CLOSED_TWICE = 'the connection was closed each time it was sent.';

/**
 * What the user has written and the server has not stored: kept over reloads, sent in order whenever there is a connection,
 * and shown as failed once the server has refused it or has closed the connection over it twice. Then it waits for the user,
 * and nothing waits for it.
 */
export class Outbox {
  #store;
  #gateway;
  #keepsakes;
  /**
   * By `client_id`, in the order written: `{message, strikes, sentAt?}`; `strikes`: how often the connection was closed over it,
   * `sentAt`: when it was written to the present connection, which has not answered yet.
   */
  #entries = new Map();

  constructor(store, gateway, keepsakes) {
    this.#store = store;
    this.#gateway = gateway;
    this.#keepsakes = keepsakes;
  }

  /** Takes up what was written before a reload. */
  takeUp() {
    this.#keepsakes.waiting.forEach(entry => this.#take(entry));
  }

  /** Whether one message more may wait. */
  get hasRoom() {
    return this.#keepsakes.hasRoom;
  }

  /** Shows a new message and sends it, now or when there is a connection; false if it does not outlive the page. */
  add(receiver, text) {
    const message = {
      client_id: newClientId(),
      sender_id: this.#store.me,
      receiver_id: receiver,
      payload: text,
      status: 'pending',
      created_at: new Date().toISOString(),
    };
    const kept = this.#keepsakes.wait(message);
    this.#take({ message, strikes: 0 });
    this.#flush();
    return kept;
  }

  /** Sends a failed message again, by its `client_id`: the server stores it once. */
  retry(clientId) {
    const message = this.#store.retried(clientId);
    if (!message) return;
    this.#keep({ message, strikes: 0 });
    this.#flush();
  }

  /** Gives up a message that is not stored, and answers it; undefined if it is none of these. */
  discard(clientId) {
    const message = this.#entries.get(clientId)?.message;
    this.#drop(clientId);
    this.#store.discarded(clientId);
    this.#flush();
    return message;
  }

  /** There is a new connection. */
  connected() {
    this.#flush();
  }

  /** The connection has been closed, with that code. */
  closed(code, now = Date.now()) {
    for (const entry of this.#entries.values()) {
      if (entry.sentAt === undefined) continue;
      const strikes = entry.strikes + (blames(code, entry.sentAt, now) ? 1 : 0);
      if (strikes >= MOST_STRIKES) this.#fail(entry, CLOSED_TWICE);
      else this.#keep({ message: entry.message, strikes });
    }
  }

  /** The server has refused a message; false if it is none of these. */
  refused(clientId, reason) {
    const entry = this.#entries.get(clientId);
    if (!entry) return false;
    this.#fail(entry, reason);
    this.#flush();
    return true;
  }

  /** Lets go of what is stored, and sends what waited for it. */
  settle() {
    if (this.#entries.size === 0) return;
    for (const { message } of this.#entries.values()) {
      if (isStored(this.#store.statusOf(message))) this.#drop(message.client_id);
    }
    this.#flush();
  }

  /** Another tab has kept an entry, or has let it go. */
  changedElsewhere(clientId, entry) {
    if (entry) {
      // What is in flight here counts its closes here: the other tab may have counted the same one.
      const mine = this.#entries.get(clientId);
      const inFlight = mine?.sentAt !== undefined && { strikes: mine.strikes, sentAt: mine.sentAt };
      this.#take({ ...entry, ...inFlight });
      // Tried again there. What is stored by now stays so, though this comes after it.
      const isRetried = entry.message.status === 'pending' && this.#store.statusOf(entry.message) === 'failed';
      if (isRetried) this.#store.retried(clientId);
    } else if (this.#entries.get(clientId)?.sentAt === undefined) {
      this.#entries.delete(clientId);
      this.#store.discarded(clientId);
    } // else it is in flight here too, and is this tab's if its SEND came first: its own answer decides
  }

  #take(entry) {
    const { message } = entry;
    this.#entries.set(message.client_id, entry);
    this.#store.received(message);
    if (message.status === 'failed') this.#store.failed(message.client_id, message.problem);
  }

  #fail({ message }, problem) {
    const { client_id } = message;
    this.#keep({ message: { ...message, status: 'failed', problem }, strikes: 0 });
    this.#store.failed(client_id, problem);
  }

  #keep(entry) {
    this.#entries.set(entry.message.client_id, entry);
    this.#keepsakes.wait(entry.message, entry.strikes);
  }

  #drop(clientId) {
    this.#entries.delete(clientId);
    this.#keepsakes.settle(clientId);
  }

  #flush() {
    for (const entry of sendable([...this.#entries.values()])) {
      if (!this.#gateway.send(entry.message)) return;
      entry.sentAt = Date.now();
    }
  }
}

/** Whether a message that was in flight is a reason for this close. */
export function blames(code, sentAt, now) {
  return UNREADABLE.has(code) || (BROKEN.has(code) && now - sentAt < SOON_MS);
}

/**
 * The entries to send now, in the order written. Messages without a strike go at once, except those behind a suspect to the
 * same receiver: order holds for each receiver. A suspect is sent alone, so that the next close shows whether it is to blame.
 */
export function sendable(entries) {
  const inFlight = entries.filter(({ sentAt }) => sentAt !== undefined);
  const waiting = entries.filter(({ sentAt, message }) => sentAt === undefined && message.status === 'pending');
  if (inFlight.some(isSuspect)) return [];
  const held = new Set();
  const clean = waiting.filter(entry => {
    if (isSuspect(entry)) held.add(entry.message.receiver_id);
    return !held.has(entry.message.receiver_id);
  });
  return clean.length > 0 || inFlight.length > 0 ? clean : waiting.slice(0, 1);
}

function isSuspect({ strikes }) {
  return strikes > 0;
}
