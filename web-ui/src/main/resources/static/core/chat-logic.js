/**
 * What is true of messages and conversations, as pure functions: no DOM, no network, no clock of its own.
 * Lists are never changed in place, and a message that did not change stays the same object,
 * so a view may compare by identity.
 *
 * A message: `{message_id?, client_id?, sender_id, receiver_id, payload, status, created_at, problem?}`.
 * To the statuses of the server (`NONE`, `SENT`, `DELIVERED`) the client adds `pending` and `failed`.
 */

const RANK = { pending: 0, failed: 0, NONE: 1, SENT: 2, DELIVERED: 3 };

/** How many messages one page of history holds. */
export const PAGE_SIZE = 50;

/** True once the server has committed the message. */
export function isStored(status) {
  return RANK[status] > 0;
}

/** The one of two statuses that is further on; statuses never go back. */
export function laterStatus(current, next) {
  return (RANK[next] ?? -1) > (RANK[current] ?? -1) ? next : current;
}

/** Who the conversation is with, seen from `me`. */
export function peerOf(message, me) {
  return message.sender_id === me ? message.receiver_id : message.sender_id;
}

/** The same text from the time when it is written until long after it has its `message_id`. An id has no space. */
export function messageKey(message) {
  return message.client_id ? `${message.sender_id} ${message.client_id}` : message.message_id;
}

/** Adds messages to a list: each once (by `message_id`, and by sender and `client_id`), in order, statuses forward. */
export function mergeMessages(list, incoming) {
  const merged = [...list];
  const places = new Map();
  const remember = (message, place) => {
    if (message.message_id) places.set(message.message_id, place);
    if (message.client_id) places.set(messageKey(message), place);
  };
  merged.forEach(remember);
  for (const message of incoming) {
    const place = places.get(message.message_id) ?? places.get(messageKey(message)) ?? merged.length;
    merged[place] = place < merged.length ? mergeMessage(merged[place], message) : message;
    remember(merged[place], place);
  }
  return merged.sort(inOrder);
}

function mergeMessage(known, incoming) {
  const merged = { ...known, ...incoming, status: laterStatus(known.status, incoming.status) };
  if (isStored(merged.status)) delete merged.problem;
  const same = Object.keys({ ...known, ...merged }).every(name => known[name] === merged[name]);
  return same ? known : merged;
}

/** Stored messages by id (a UUID v7, so by time; the server pages by it), then the others in the order written. */
function inOrder(one, other) {
  if (one.message_id && other.message_id) return compare(one.message_id, other.message_id);
  if (one.message_id || other.message_id) return one.message_id ? -1 : 1;
  return compare(Date.parse(one.created_at), Date.parse(other.created_at));
}

function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Moves the message of a status event forward; the same list when it is not there or nothing is new. */
export function applyStatus(list, event, me) {
  const place = list.findIndex(message => isMeant(message, event, me));
  if (place < 0) return list;
  const known = list[place];
  const moved = mergeMessage(known, {
    message_id: event.message_id ?? known.message_id,
    status: event.status,
    created_at: event.status === 'NONE' && event.at ? event.at : known.created_at,
  });
  return moved === known ? list : list.with(place, moved).sort(inOrder);
}

function isMeant(message, event, me) {
  if (message.sender_id !== me) return false;
  return (Boolean(event.message_id) && message.message_id === event.message_id)
    || (Boolean(event.client_id) && message.client_id === event.client_id);
}

/** Marks what could not be sent. A message that is stored stays stored. */
export function failMessage(list, clientId, problem) {
  return change(list, clientId, message =>
    isStored(message.status) ? message : { ...message, status: 'failed', problem });
}

/** Makes a failed message pending again, with the same `client_id`. */
export function retryMessage(list, clientId) {
  return change(list, clientId, message => {
    if (message.status !== 'failed') return message;
    const { problem, ...again } = message;
    return { ...again, status: 'pending' };
  });
}

function change(list, clientId, how) {
  return list.map(message => (message.client_id === clientId ? how(message) : message));
}

/**
 * Joins the newest page of history to what was known when the connection went.
 * If more was missed than a page holds, there would be a hole: then the older messages are dropped,
 * and scrolling up loads them again.
 *
 * @param anchor the newest `message_id` that was known then, without a hole before it; '': none was
 */
export function catchUp(list, page, anchor) {
  const hole = page.length >= PAGE_SIZE && page[0].message_id > anchor;
  const kept = hole ? list.filter(message => !message.message_id || message.message_id > page[0].message_id) : list;
  return { messages: mergeMessages(kept, page), hole };
}

/**
 * Leaves out what an inbox has brought of older messages than those known: what lies between may not have come yet, and
 * scrolling up loads them all. Before anything was loaded the newest are kept, no more than a page.
 *
 * @param first the oldest `message_id` that was loaded; none: nothing was
 */
export function withoutHole(list, first) {
  const from = first ?? list.filter(message => message.message_id).at(-PAGE_SIZE)?.message_id ?? '';
  return list.filter(message => !message.message_id || message.message_id >= from);
}

/** The newest `message_id` of a list in order, if any. */
export function newestId(list) {
  return list.findLast(message => message.message_id)?.message_id;
}

/** The last message of a conversation, whether it came by history, by the list of conversations, or live. */
export function lastMessage(conversation) {
  const mine = conversation.messages.at(-1);
  const told = conversation.last_message;
  if (!mine || !told) return mine ?? told;
  return mine.message_id && told.message_id > mine.message_id ? told : mine;
}

/** Newest first; those without a message are not shown. */
export function orderConversations(conversations) {
  return conversations
    .filter(lastMessage)
    .sort((one, other) => Date.parse(lastMessage(other).created_at) - Date.parse(lastMessage(one).created_at));
}

/** Of unread messages, as a badge and the title of the window both say it; the server counts no further. */
export function countLabel(count) {
  return count > 99 ? '99+' : String(count);
}

/** How long to wait before the next try, in ms: doubling from 1 s to 30 s, then spread over its upper half. */
export function backOff(attempt, random = Math.random()) {
  return Math.round(Math.min(30_000, 1_000 * 2 ** attempt) * (0.5 + random / 2));
}

/** A random UUID, also where `crypto.randomUUID` is absent (a page served by plain http from another host). */
export function newClientId(source = globalThis.crypto) {
  if (source.randomUUID) return source.randomUUID();
  const bytes = source.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Bytes of UTF-8 that a server takes by default (`distrisocks.limits.max-payload`). */
export const DEFAULT_LIMIT = 65_536;

/** Bytes of a frame (`distrisocks.limits.max-frame`) without what its headers and the other fields of its body may take. */
const MOST_IN_FRAME = 131_072 - 2_048;
const MOST_BYTES_OF_A_LETTER = 6;

const utf8 = new TextEncoder();

/**
 * How many bytes of a message are left, fewer than none if it is too long. What JSON has to escape counts twice or six times
 * towards the frame, so a text of quotes and control characters may be shorter only.
 */
export function bytesLeft(text, limit = DEFAULT_LIMIT) {
  if (text.length * MOST_BYTES_OF_A_LETTER < limit) return limit - utf8.encode(text).length;
  const inFrame = MOST_IN_FRAME - utf8.encode(JSON.stringify(text)).length;
  return Math.min(limit - utf8.encode(text).length, inFrame);
}

/** From here on one is shown how many bytes are left. */
export function isNearLimit(left, limit = DEFAULT_LIMIT) {
  return left < limit / 10;
}
