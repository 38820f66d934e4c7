const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long' });
const shortDate = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const longDate = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const exact = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });

/** The time of day, as on a bubble: `14:05`. */
export function timeLabel(date) {
  return time.format(date);
}

/** Date and time in full, for a tooltip. */
export function fullLabel(date) {
  return full.format(date);
}

/** As on a day divider: `Today`, `Yesterday`, `Tuesday`, `3 March 2026`. */
export function dayLabel(date, now) {
  const days = daysBetween(date, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return days > 1 && days < 7 ? weekday.format(date) : longDate.format(date);
}

/** As in the list of conversations: the time today, else the day in few letters. */
export function briefLabel(date, now) {
  const days = daysBetween(date, now);
  if (days === 0) return timeLabel(date);
  return days === 1 ? 'Yesterday' : shortDate.format(date);
}

export function isSameDay(one, other) {
  return one.toDateString() === other.toDateString();
}

function daysBetween(date, now) {
  const midnight = day => Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
  return Math.round((midnight(now) - midnight(date)) / 86_400_000);
}

/** To the millisecond, as in a message's past: `14:05:09.123`. */
export function exactLabel(date) {
  return exact.format(date);
}
