/** How long the charts look back, one point a second. */
export const HISTORY_SECONDS = 180;

/** What the charts show of one frame of `/topic/cluster`; null where it is not known. */
export function sampleOf(frame) {
  const live = frame.pods.filter(pod => pod.state === 'LIVE');
  const total = rate => live.reduce((sum, pod) => sum + pod[rate], 0);
  return {
    at: Date.parse(frame.at),
    accepted: total('accepted'),
    sent: total('sent'),
    delivered: total('delivered'),
    p50: frame.latency?.p50 ?? null,
    p99: frame.latency?.p99 ?? null,
    inbox: frame.inbox?.count ?? null,
  };
}

/** The samples of the last minutes with one more. */
export function withSample(history, sample) {
  return [...history, sample].filter(({ at }) => at > sample.at - HISTORY_SECONDS * 1000);
}

/**
 * A line through one field of the samples, as an SVG path on a field of `width` × `height` whose right edge is the last
 * sample; a gap where nothing is known or nothing came for seconds.
 */
export function linePath(history, field, top, width, height) {
  const end = history.at(-1)?.at;
  let path = '';
  let before;
  for (const sample of history) {
    if (sample[field] === null) {
      before = undefined;
      continue;
    }
    const x = width - ((end - sample.at) / 1000 / HISTORY_SECONDS) * width;
    const y = height - Math.min(1, sample[field] / top) * height;
    path += `${before !== undefined && sample.at - before < 5000 ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    before = sample.at;
  }
  return path;
}

/** The end of an axis that has room for all values: 1, 2 or 5 times a power of ten, and `least` at least. */
export function axisTop(history, fields, least) {
  const most = Math.max(least, ...history.flatMap(sample => fields.map(field => sample[field] ?? 0)));
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map(step => step * power).find(top => top >= most);
}

/** `0`, `4.2`, `120`, `1,200`. */
export function shortNumber(value) {
  if (value === null || value === undefined) return '–';
  return value !== 0 && value < 9.95 ? trim(value.toFixed(1)) : Math.round(value).toLocaleString('en');
}

/** `840 µs`, `4.2 ms`, `120 ms`, `3.1 s`. */
export function shortMillis(millis) {
  if (millis === null || millis === undefined) return '–';
  if (Math.abs(millis) < 10) return `${trim(millis.toFixed(1))} ms`;
  return Math.abs(millis) < 1000 ? `${Math.round(millis)} ms` : `${trim((millis / 1000).toFixed(1))} s`;
}

/** `12 s`, `4 min`, `3 h`, `2 d`. */
export function shortTime(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 100) return `${seconds} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}

/** Pods that are there, and those that were a short time ago: who has been gone for longer is no news. */
export function shownPods(frame, goneMillis = 120_000) {
  const now = Date.parse(frame.at);
  return frame.pods.filter(pod => pod.state !== 'GONE' || now - Date.parse(pod.last_seen) < goneMillis);
}

/** How wide a flow is drawn, from 1.5 to 7: tenfold traffic is twice as wide or so, and the busiest does not fill the page. */
export function flowWidth(rate) {
  return Math.min(7, 1.5 + 1.6 * Math.log10(1 + rate));
}

const trim = text => text.replace(/\.0$/, '');
