import { renewFormats } from './time-format.js';

const LOOKS_EVERY_MS = 10_000;

/**
 * Calls back when days and times are to be written anew: after midnight, on a journey, with another language. A timer for
 * midnight would be late by as long as the machine has slept, and no event reports a new time zone.
 *
 * @param signal ends it
 */
export function followCalendar(handle, signal, now = currentPage) {
  let known = now();
  const look = () => {
    const found = now();
    if (found === known) return;
    known = found;
    renewFormats();
    handle();
  };
  const timer = setInterval(look, LOOKS_EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
  globalThis.document?.addEventListener('visibilitychange', look, { signal });
}

function currentPage() {
  const { timeZone, locale } = new Intl.DateTimeFormat().resolvedOptions();
  return [new Date().toDateString(), timeZone, locale].join();
}
