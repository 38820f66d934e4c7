import { PAGE_SIZE } from './chat-logic.js';

const TIMEOUT_MS = 15_000;
const LONGEST_QUERY = 4_000;
const PING_TIMEOUT_MS = 4_000;

/** What a call answers instead of a result: the `detail` of the server's problem (RFC 9457), the field that it is about, and its HTTP status, 0 for none. */
export class ApiProblem extends Error {
  constructor(status, detail, field) {
    super(detail);
    this.status = status;
    this.field = field;
  }
}

/**
 * The ways in. Each answers `{access_token, token_type, expires_in}`; the refresh token goes into a cookie that no script
 * can read.
 */
export class Entrance {
  #servers;

  constructor(servers) {
    this.#servers = servers;
  }

  login(username, password) {
    return this.#post('login', { username, password, refresh_in: 'cookie' });
  }

  /** Makes the account besides. */
  register(username, password) {
    return this.#post('register', { username, password, refresh_in: 'cookie' });
  }

  /** By the cookie of that user. */
  refresh(userId) {
    return this.#post('refresh', { user_id: userId });
  }

  /** Ends what the cookie of that user refreshes; answers nothing. */
  logout(userId) {
    return this.#post('logout', { user_id: userId });
  }

  #post(action, body) {
    return call(this.#servers, `/api/auth/${action}`, { body, credentials: 'include' });
  }
}

/** The REST calls of one signed-in user; `accessToken` may be replaced. */
export class Api {
  #servers;

  constructor(servers, accessToken) {
    this.#servers = servers;
    this.accessToken = accessToken;
  }

  /** People whose id or name begins with `prefix`: `[{user_id, display_name}]`. */
  users(prefix) {
    return this.#get(`/api/users?q=${encodeURIComponent(prefix)}`);
  }

  /** One of them: `{user_id, display_name}`. */
  user(userId) {
    return this.#get(`/api/users/${encodeURIComponent(userId)}`);
  }

  /** `[{user_id, display_name, last_message, unread, online?}]`. */
  conversations() {
    return this.#get('/api/conversations');
  }

  /** Of some of the conversations `[{user_id, unread, online?}]`; asked for in parts, since a request line has a bound. */
  async current(users) {
    const parts = [[]];
    for (const user of users) {
      const query = new URLSearchParams({ user }).toString();
      if (parts.at(-1).join('&').length + query.length > LONGEST_QUERY) parts.push([]);
      parts.at(-1).push(query);
    }
    return (await Promise.all(parts.map(part => this.#get(`/api/conversations/current?${part.join('&')}`)))).flat();
  }

  /** One page, newest last; `before` is the oldest `message_id` already known, if any. */
  async history(user, before) {
    const query = new URLSearchParams(before ? { before, limit: PAGE_SIZE } : { limit: PAGE_SIZE });
    const page = await this.#get(`/api/conversations/${encodeURIComponent(user)}/messages?${query}`);
    return page.messages;
  }

  /** Says that the other one's messages are read up to that one; answers `{user_id, message_id, unread}`. */
  read(user, messageId) {
    const path = `/api/conversations/${encodeURIComponent(user)}/read`;
    return call(this.#servers, path, { body: { message_id: messageId }, accessToken: this.accessToken });
  }

  /** A message with its past: `{message, statuses: [{status, at, pod?}]}`. */
  message(messageId) {
    return this.#get(`/api/messages/${encodeURIComponent(messageId)}`);
  }

  /** The origins of all pods; none where this page's own leads to each of them. */
  async origins() {
    return (await this.#get('/api/origins')).origins;
  }

  /** The cluster as an operator may see it; to all others `pods` alone, with no more than their addresses. */
  topology() {
    return this.#get('/api/topology');
  }

  /** The way of one message: `{message_id, sender_id, receiver_id, accepted_at, statuses, points}`. */
  trace(messageId) {
    return this.#get(`/api/messages/${encodeURIComponent(messageId)}/trace`);
  }

  #get(path) {
    return call(this.#servers, path, { accessToken: this.accessToken });
  }
}

/** Whether a server answers at all, whoever is signed in there. */
export async function answers(origin) {
  try {
    await fetch(`${origin}/favicon.svg`, { method: 'HEAD', mode: 'no-cors', cache: 'no-store', signal: AbortSignal.timeout(PING_TIMEOUT_MS) });
    return true;
  } catch {
    return false;
  }
}

/** Asks the current server, and each of the others if it cannot be reached. */
async function call(servers, path, { body, accessToken, credentials = 'same-origin' }) {
  const headers = { Accept: 'application/json' };
  if (body) headers['Content-Type'] = 'application/json';
  if (accessToken) headers.Authorization = `Bearer ${accessToken}`;
  const request = { method: body ? 'POST' : 'GET', headers, credentials, body: body && JSON.stringify(body) };
  for (let tries = servers.count; tries > 0; tries--) {
    const origin = servers.current;
    try {
      return await answer(await fetch(origin + path, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) }));
    } catch (problem) {
      if (problem instanceof ApiProblem) throw problem;
      servers.leave(origin);
    }
  }
  throw new ApiProblem(0, navigator.onLine ? 'The server cannot be reached. Try again in a moment.' : 'You are offline.');
}

async function answer(response) {
  const body = await response.json().catch(() => undefined);
  if (!response.ok) {
    throw new ApiProblem(response.status, body?.detail ?? body?.title ?? `The server answered ${response.status}.`, body?.errors?.[0]?.field);
  }
  return body;
}
