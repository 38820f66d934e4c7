import { messageKey } from './chat-logic.js';
import { dayLabel, isSameDay } from './time-format.js';

const GROUP_GAP_MS = 5 * 60_000;

/**
 * What a log shows, from top to bottom: day dividers and messages. Pure.
 * `first` and `last` say where a run of messages of one sender begins and ends.
 */
export function messageRows(messages, me, now = new Date()) {
  const rows = [];
  messages.forEach((message, place) => {
    const at = new Date(message.created_at);
    const before = messages[place - 1];
    if (!before || !isSameDay(new Date(before.created_at), at)) {
      rows.push({ key: `day-${messageKey(message)}`, day: dayLabel(at, now) });
    }
    rows.push({
      key: messageKey(message),
      message,
      mine: message.sender_id === me,
      first: !belongTogether(before, message),
      last: !belongTogether(message, messages[place + 1]),
    });
  });
  return rows;
}

function belongTogether(one, other) {
  if (!one || !other || one.sender_id !== other.sender_id) return false;
  const from = new Date(one.created_at);
  const to = new Date(other.created_at);
  return isSameDay(from, to) && to - from < GROUP_GAP_MS;
}
