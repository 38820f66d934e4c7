import { PAGE_SIZE } from './chat-logic.js';

const TIMEOUT_MS = 15_000;

/** What a call answers instead of a result: the `detail` of the server's problem (RFC 9457) and its HTTP status, 0 for none. */
export class ApiProblem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** Answers `{access_token, token_type, expires_in, refresh_token}`. */
export function login(username, password) {
  return call('/api/auth/login', { body: { username, password } });
}

/** Makes the account and signs in; answers as {@link login}. */
export function register(username, password) {
  return call('/api/auth/register', { body: { username, password } });
}

/** Takes a refresh token, which is used up by that; answers as {@link login}. */
export function refresh(refreshToken) {
  return call('/api/auth/refresh', { body: { refresh_token: refreshToken } });
}

/** Ends what that token refreshes. */
export function logout(refreshToken) {
  return call('/api/auth/logout', { body: { refresh_token: refreshToken } });
}

/** The REST calls of one signed-in user; `accessToken` may be replaced. */
export class Api {
  constructor(accessToken) {
    this.accessToken = accessToken;
  }

  /** People whose id or name begins with `prefix`: `[{user_id, display_name}]`. */
  users(prefix) {
    return this.#get(`/api/users?q=${encodeURIComponent(prefix)}`);
  }

  /** `[{user_id, display_name, last_message}]`. */
  conversations() {
    return this.#get('/api/conversations');
  }

  /** One page, newest last; `before` is the oldest `message_id` already known, if any. */
  async history(user, before) {
    const query = new URLSearchParams(before ? { before, limit: PAGE_SIZE } : { limit: PAGE_SIZE });
    const page = await this.#get(`/api/conversations/${encodeURIComponent(user)}/messages?${query}`);
    return page.messages;
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
    return call(path, { accessToken: this.accessToken });
  }
}

async function call(path, { body, accessToken }) {
  const headers = { Accept: 'application/json' };
  if (body) headers['Content-Type'] = 'application/json';
  if (accessToken) headers.Authorization = `Bearer ${accessToken}`;
  let response;
  try {
    response = await fetch(path, {
      method: body ? 'POST' : 'GET',
      headers,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new ApiProblem(0, 'The server cannot be reached. Try again in a moment.');
  }
  const answer = await response.json().catch(() => undefined);
  if (!response.ok) {
    throw new ApiProblem(response.status, answer?.detail ?? answer?.title ?? `The server answered ${response.status}.`);
  }
  return answer;
}
