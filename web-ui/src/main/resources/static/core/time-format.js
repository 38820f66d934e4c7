const KINDS = {
  time: { timeStyle: 'short' },
  weekday: { weekday: 'long' },
  shortDate: { day: 'numeric', month: 'short' },
  longDate: { day: 'numeric', month: 'long', year: 'numeric' },
  full: { dateStyle: 'full', timeStyle: 'medium' },
  second: { timeStyle: 'medium' },
  exact: { hour: 'numeric', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
};
let formats;
renewFormats();

/** A format keeps the time zone and the language of when it was made. */
export function renewFormats() {
  formats = Object.fromEntries(Object.entries(KINDS).map(([kind, options]) => [kind, new Intl.DateTimeFormat(undefined, options)]));
}

/** The time of day, as on a bubble: `14:05`. */
export function timeLabel(date) {
  return formats.time.format(date);
}

/** Date and time in full, for a tooltip. */
export function fullLabel(date) {
  return formats.full.format(date);
}

/** As on a day divider: `Today`, `Yesterday`, `Tuesday`, `3 March 2026`. */
export function dayLabel(date, now) {
  const days = daysBetween(date, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return days > 1 && days < 7 ? formats.weekday.format(date) : formats.longDate.format(date);
}

/** As in the list of conversations: the time today, else the day in few letters. */
export function briefLabel(date, now) {
  const days = daysBetween(date, now);
  if (days === 0) return timeLabel(date);
  return days === 1 ? 'Yesterday' : formats.shortDate.format(date);
}

export function isSameDay(one, other) {
  return one.toDateString() === other.toDateString();
}

function daysBetween(date, now) {
  const midnight = day => Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
  return Math.round((midnight(now) - midnight(date)) / 86_400_000);
}

/** To the second: `14:05:09`. */
export function secondLabel(date) {
  return formats.second.format(date);
}

/** To the millisecond, as in a message's past: `14:05:09.123`. */
export function exactLabel(date) {
  return formats.exact.format(date);
}
