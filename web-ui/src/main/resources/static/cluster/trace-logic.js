import { isolated } from '../dom/person-name.js';

/**
 * The way of a message as steps to be drawn, from what `/api/messages/{id}/trace` answers: `{title, at, pod, detail, state}`.
 * `state` is `done`, `waiting` for what has not happened yet, or `unknown` for what nobody has told of. Nothing is guessed:
 * a step without a point has no time.
 */
export function stepsOf(way) {
  const points = way.points ?? [];
  const all = step => points.filter(point => point.step === step);
  const status = name => way.statuses.find(reached => reached.status === name);
  const followed = points.length > 0;
  const delivered = Boolean(status('DELIVERED'));
  const stored = all('STORED')[0];
  const routed = all('ROUTED')[0];

  const told = (points, build, missing) => (points.length ? points.map(build) : [missing]);
  const missing = (title, reason) => ({ title, state: delivered || !followed ? 'unknown' : 'waiting', detail: reason });

  return [
    { title: 'Accepted', state: 'done', at: way.accepted_at, pod: stored?.pod, detail: `SEND of ${isolated(way.sender_id)} for ${isolated(way.receiver_id)}` },
    statusStep(status('NONE'), 'NONE', 'the row is made, by the clock of the database'),
    ...told(all('STORED'), ({ at, pod, details }) =>
      ({ title: 'Stored', state: 'done', at, pod, detail: `committed in PostgreSQL, ${batch(details.batch)}` }),
    missing('Stored', 'the commit, on a pod that nobody has told of')),
    ...told(all('ROUTED'), ({ at, pod, details }) =>
      ({ title: 'Routed', state: 'done', at, pod, detail: details.to ? `to ${details.to.replaceAll(' ', ', ')}` : 'nobody is there: it waits in the inbox' }),
    missing('Routed', 'which pods were chosen')),
    ...told(all('PUBLISHED'), ({ at, pod, details }) =>
      ({ title: 'Published', state: 'done', at, pod, detail: `acknowledged by Kafka: topic ${details.topic}, partition ${details.partition}, offset ${details.offset}` }),
    routed && !routed.details.to ? undefined : missing('Published', 'partition and offset')),
    statusStep(status('SENT'), 'SENT', status('SENT') ? `on the topic of ${status('SENT').pod}` : undefined, delivered),
    ...told(all('CONSUMED'), ({ at, pod }) =>
      ({ title: 'Consumed', state: 'done', at, pod, detail: 'read from its topic' }),
    missing('Consumed', 'when it was read from the topic')),
    ...told(all('WRITTEN'), ({ at, pod }) =>
      ({ title: 'Written', state: 'done', at, pod, detail: "the frame is on the receiver's socket" }),
    missing('Written', 'when the frame was on a socket')),
    ...told(all('ACKED'), ({ at, pod }) =>
      ({ title: 'ACKed', state: 'done', at, pod, detail: "by the receiver's client" }), undefined),
    statusStep(status('DELIVERED'), 'DELIVERED', status('DELIVERED') ? `by ${status('DELIVERED').pod}` : 'it is in the inbox'),
    ...told(all('TICKED'), ({ at, pod, details }) =>
      ({ title: `Tick ${details.status}`, state: 'done', at, pod, detail: "on its way to the sender's sockets" }), undefined),
  ].filter(Boolean);
}

/** Each step with `offset`, its milliseconds after the first one, and `share`, where that is on the whole way, from 0 to 1. */
export function onTimeline(steps) {
  const times = steps.filter(step => step.at).map(step => millis(step.at));
  const begin = Math.min(...times);
  const whole = Math.max(1, Math.max(...times) - begin);
  return steps.map(step => (step.at ? { ...step, offset: millis(step.at) - begin, share: (millis(step.at) - begin) / whole } : step));
}

/** How much of the way is known, in words for whoever looks. */
export function knowledge(way) {
  if (way.points === null) return 'Redis does not answer, so only what the row holds is known.';
  return way.points.length
    ? 'Each pod has told what it has seen, by its own clock.'
    : 'This message did not ask to be followed, or that is more than ten minutes ago: only what the row holds is known.';
}

function statusStep(reached, name, detail, skipped) {
  if (reached) return { title: name, state: 'done', at: reached.at, pod: reached.pod, detail, isStatus: true };
  return { title: name, state: skipped ? 'skipped' : 'waiting', detail: skipped ? 'skipped: it was delivered from the inbox' : detail ?? 'not reached yet', isStatus: true };
}

function batch(size) {
  return size === '1' ? 'alone' : `in a batch of ${size}`;
}

/** Date.parse knows milliseconds; the rest of the fraction is added. */
function millis(at) {
  const fraction = /\.(\d{3})(\d+)/.exec(at);
  return Date.parse(at) + (fraction ? Number(`0.${fraction[2]}`) : 0);
}
