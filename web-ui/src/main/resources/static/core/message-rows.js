import { messageKey } from './chat-logic.js';
import { dayLabel } from './time-format.js';

const GROUP_GAP_MS = 5 * 60_000;

/** When a message was written, by message: thousands are looked at each time that one is new. */
const whens = new WeakMap();

/**
 * What a log shows, from top to bottom: day dividers, the divider before what is new, and messages. Pure.
 * `first` and `last` say where a run of messages of one sender begins and ends.
 *
 * @param newFrom the `message_id` before which the divider stands, if any
 */
export function messageRows(messages, me, newFrom, now = new Date()) {
  const rows = [];
  let apart = true;
  messages.forEach((message, place) => {
    const { date, day } = whenOf(message);
    const before = messages[place - 1];
    if (!before || whenOf(before).day !== day) {
      rows.push({ key: `day-${messageKey(message)}`, day: dayLabel(date, now) });
    }
    if (newFrom && message.message_id === newFrom) {
      rows.push({ key: 'new', isNew: true });
      apart = true;
    }
    const next = messages[place + 1];
    const last = !belongTogether(message, next) || (Boolean(newFrom) && next.message_id === newFrom);
    rows.push({ key: messageKey(message), message, mine: message.sender_id === me, first: apart, last });
    apart = last;
  });
  return rows;
}

/** The first of the last `count` messages from the other one, where all of these are known; undefined if not. */
export function firstUnread(messages, me, count) {
  let left = count;
  const place = messages.findLastIndex(message => message.sender_id !== me && --left === 0);
  return messages[place]?.message_id;
}

function belongTogether(one, other) {
  if (!one || !other || one.sender_id !== other.sender_id) return false;
  const from = whenOf(one);
  const to = whenOf(other);
  return from.day === to.day && to.date - from.date < GROUP_GAP_MS;
}

function whenOf(message) {
  let when = whens.get(message);
  if (!when) {
    const date = new Date(message.created_at);
    when = { date, day: date.toDateString() };
    whens.set(message, when);
  }
  return when;
}
