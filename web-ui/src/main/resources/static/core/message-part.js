import { messageKey } from './chat-logic.js';

/**
 * Which part of a conversation stands in the page: `{first?, last?}`, the keys of its ends. Without `first` the newest few;
 * without `last` up to the newest, whatever comes. Pure. However long a conversation is, the page holds no more than `MOST`.
 */
const FEW = 75;
const STEP = 25;
const MOST = 200;

/** The places of the part in the list: from the one, up to and without the other. */
export function placesOf(messages, { first, last }) {
  const end = last === undefined ? -1 : placeOf(messages, last);
  const to = end < 0 ? messages.length : end + 1;
  const from = first === undefined ? -1 : placeOf(messages, first);
  return { from: from < 0 ? Math.max(0, to - FEW) : Math.min(from, to), to };
}

/** What is shown before all others, so that a conversation is open at once. */
export function newestStep(messages) {
  return partOf(messages, Math.max(0, messages.length - STEP), messages.length);
}

/** What is shown of a conversation that one begins to read at that message: some before it, and what follows. */
export function partAt(messages, messageId) {
  const place = messages.findIndex(message => message.message_id === messageId);
  const from = Math.max(0, place - STEP);
  return partOf(messages, from, Math.min(messages.length, from + FEW));
}

/** Whether that message, if it is known, is in the part. */
export function holds(messages, part, messageId) {
  const place = messages.findIndex(message => message.message_id === messageId);
  return place < 0 || place >= placesOf(messages, part).from;
}

/** Whether the part has fewer of the newest messages than are shown where one reads them. */
export function hasTooFew(messages, part) {
  return placesOf(messages, part).from > placesOf(messages, {}).from;
}

/** The part, some messages further up. */
export function furtherUp(messages, part) {
  const { from, to } = placesOf(messages, part);
  const first = Math.max(0, from - STEP);
  return partOf(messages, first, Math.min(to, first + MOST));
}

/** The part, some messages further down. */
export function furtherDown(messages, part) {
  const { from, to } = placesOf(messages, part);
  const end = Math.min(messages.length, to + STEP);
  return partOf(messages, Math.max(from, end - MOST), end);
}

function partOf(messages, from, to) {
  return { first: keyAt(messages, from), last: to === messages.length ? undefined : keyAt(messages, to - 1) };
}

function keyAt(messages, place) {
  return messages[place] && messageKey(messages[place]);
}

function placeOf(messages, key) {
  return messages.findIndex(message => messageKey(message) === key);
}
