import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knowledge, onTimeline, stepsOf } from '../../main/resources/static/cluster/trace-logic.js';

const at = millis => `2026-11-25T12:00:00.${String(millis).padStart(3, '0')}Z`;
const point = (step, pod, millis, details = {}) => ({ step, pod, at: at(millis), details });
const status = (name, millis, pod = null) => ({ status: name, at: at(millis), pod });
const way = (statuses, points) => ({ message_id: 'm', sender_id: 'alice', receiver_id: 'bob', accepted_at: at(0), statuses, points });
const shown = steps => steps.map(({ title, state }) => `${title} ${state}`);

const WHOLE = way(
  [status('NONE', 3), status('SENT', 6, 'pod-1'), status('DELIVERED', 9, 'pod-1')],
  [
    point('STORED', 'pod-0', 4, { batch: '1' }),
    point('ROUTED', 'pod-0', 5, { to: 'pod-1' }),
    point('PUBLISHED', 'pod-0', 6, { topic: 'pod-1', partition: '1', offset: '42' }),
    point('CONSUMED', 'pod-1', 7),
    point('WRITTEN', 'pod-1', 8),
    point('TICKED', 'pod-0', 12, { status: 'DELIVERED' }),
  ]);

test('tells the whole way of a message that was followed', () => {
  const steps = stepsOf(WHOLE);

  assert.deepEqual(shown(steps), [
    'Accepted done', 'NONE done', 'Stored done', 'Routed done', 'Published done', 'SENT done', 'Consumed done', 'Written done', 'DELIVERED done', 'Tick DELIVERED done',
  ]);
  assert.match(steps[4].detail, /topic pod-1, partition 1, offset 42/);
  assert.equal(steps[0].pod, 'pod-0');
});

test('says what is not known, and gives it no time', () => {
  const steps = stepsOf(way([status('NONE', 3), status('SENT', 6, 'pod-1'), status('DELIVERED', 9, 'pod-1')], []));

  assert.deepEqual(shown(steps), [
    'Accepted done', 'NONE done', 'Stored unknown', 'Routed unknown', 'Published unknown', 'SENT done', 'Consumed unknown', 'Written unknown', 'DELIVERED done',
  ]);
  assert.ok(steps.filter(({ state }) => state === 'unknown').every(step => step.at === undefined && step.pod === undefined));
  assert.match(knowledge(way([], [])), /did not ask/);
  assert.match(knowledge(way([], null)), /Redis does not answer/);
});

test('waits for what has not happened, in the inbox if nobody is there', () => {
  const steps = stepsOf(way([status('NONE', 3)], [point('STORED', 'pod-0', 4, { batch: '7' }), point('ROUTED', 'pod-0', 5, { to: '' })]));

  assert.deepEqual(shown(steps), [
    'Accepted done', 'NONE done', 'Stored done', 'Routed done', 'SENT waiting', 'Consumed waiting', 'Written waiting', 'DELIVERED waiting',
  ]);
  assert.match(steps[2].detail, /batch of 7/);
  assert.match(steps[3].detail, /waits in the inbox/);
});

test('tells of a status that was skipped', () => {
  const steps = stepsOf(way([status('NONE', 3), status('DELIVERED', 9, 'pod-1')], []));

  assert.equal(steps.find(({ title }) => title === 'SENT').state, 'skipped');
});

test('shows each device that a message was written to', () => {
  const steps = stepsOf(way(WHOLE.statuses, [...WHOLE.points, point('WRITTEN', 'pod-2', 10), point('ACKED', 'pod-2', 11)]));

  assert.deepEqual(steps.filter(({ title }) => title === 'Written').map(({ pod }) => pod), ['pod-1', 'pod-2']);
  assert.ok(steps.some(({ title }) => title === 'ACKed'));
});

test('places each step in time, finer than a millisecond where that is told', () => {
  const steps = onTimeline([{ at: '2026-11-25T12:00:00.001Z' }, { at: '2026-11-25T12:00:00.002500Z' }, {}, { at: '2026-11-25T12:00:00.004Z' }]);

  assert.deepEqual(steps.map(({ offset }) => offset === undefined ? undefined : Math.round(offset * 10) / 10), [0, 1.5, undefined, 3]);
  assert.equal(steps[1].share, 0.5);
});
