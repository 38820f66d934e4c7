import { messageKey } from './chat-logic.js';
import { dayLabel, isSameDay, timeLabel } from './time-format.js';

const GROUP_GAP_MS = 5 * 60_000;

/**
 * What a log shows, from top to bottom: day dividers, the divider before what is unread, and messages with their time of day. Pure.
 * `first` and `last` say where a run of messages of one sender begins and ends.
 *
 * @param newFrom the `message_id` before which the divider stands, if any
 */
export function messageRows(messages, me, newFrom, now = new Date()) {
  const rows = [];
  const dates = messages.map(message => new Date(message.created_at));
  let apart = true;
  messages.forEach((message, place) => {
    const date = dates[place];
    if (place === 0 || !isSameDay(dates[place - 1], date)) {
      rows.push({ key: `day-${messageKey(message)}`, day: dayLabel(date, now) });
    }
    if (newFrom && message.message_id === newFrom) {
      rows.push({ key: 'new', isNew: true });
      apart = true;
    }
    const next = messages[place + 1];
    const last = !next || next.sender_id !== message.sender_id || (Boolean(newFrom) && next.message_id === newFrom)
      || !isSameDay(date, dates[place + 1]) || dates[place + 1] - date >= GROUP_GAP_MS;
    rows.push({ key: messageKey(message), message, mine: message.sender_id === me, first: apart, last, time: timeLabel(date) });
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
