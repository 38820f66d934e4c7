import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  HISTORY_SECONDS, axisTop, flowWidth, linePath, sampleOf, shortMillis, shortNumber, shortTime, shownPods, withSample,
} from '../../main/resources/static/cluster/cluster-logic.js';

const AT = '2026-11-25T12:00:00Z';
const pod = (pod_id, state, rates = {}) => ({ pod_id, state, accepted: null, sent: null, delivered: null, last_seen: AT, ...rates });
const frame = more => ({ at: AT, pods: [], latency: null, inbox: null, ...more });
const sample = (seconds, accepted) => ({ at: seconds * 1000, accepted });

test('adds up the pods that live, and knows what is not known', () => {
  const pods = [pod('a', 'LIVE', { accepted: 3, sent: 2, delivered: 1 }), pod('b', 'LIVE', { accepted: 4, sent: 5, delivered: 6 }), pod('c', 'SILENT'), pod('d', 'GONE')];

  assert.deepEqual(sampleOf(frame({ pods, inbox: { count: 7, is_more: false } })),
    { at: Date.parse(AT), accepted: 7, sent: 7, delivered: 7, p50: null, p99: null, inbox: 7 });
});

test('forgets samples that are older than the charts show', () => {
  let history = [];
  for (let second = 0; second <= HISTORY_SECONDS + 10; second++) history = withSample(history, sample(second, 1));

  assert.equal(history.length, HISTORY_SECONDS);
  assert.equal(history[0].at, 11_000);
});

test('draws a line whose right end is now, and a gap where nothing was known', () => {
  assert.equal(linePath([sample(0, 0), sample(1, 10)], 'accepted', 10, 180, 100), 'M179.0 100.0L180.0 0.0');
  assert.equal(linePath([sample(0, 5), sample(1, null), sample(2, 5)], 'accepted', 10, 180, 100), 'M178.0 50.0M180.0 50.0');
  assert.equal(linePath([sample(0, 5), sample(20, 5)], 'accepted', 10, 180, 100), 'M160.0 50.0M180.0 50.0');
  assert.equal(linePath([], 'accepted', 10, 180, 100), '');
});

test('ends the axis at a round number with room for all', () => {
  assert.equal(axisTop([], ['accepted'], 10), 10);
  assert.equal(axisTop([sample(0, 11)], ['accepted'], 10), 20);
  assert.equal(axisTop([sample(0, 201)], ['accepted'], 10), 500);
  assert.equal(axisTop([sample(0, 1000)], ['accepted'], 10), 1000);
  assert.equal(axisTop([sample(0, null)], ['accepted'], 10), 10);
});

test('writes numbers and times short', () => {
  assert.deepEqual([null, 0, 4.24, 9.96, 1234.5].map(shortNumber), ['–', '0', '4.2', '10', '1,235']);
  assert.deepEqual([null, 0, 4.24, 123.4, 3141].map(shortMillis), ['–', '0 ms', '4.2 ms', '123 ms', '3.1 s']);
  assert.deepEqual([0, 12_400, 240_000, 7_200_000 * 3, 864_000_000].map(shortTime), ['0 s', '12 s', '4 min', '6 h', '10 d']);
});

test('shows a pod that has just gone and not one that went long ago', () => {
  const pods = [pod('a', 'LIVE'), pod('b', 'GONE', { last_seen: '2026-11-25T11:59:00Z' }), pod('c', 'GONE', { last_seen: '2026-11-25T11:50:00Z' })];

  assert.deepEqual(shownPods(frame({ pods })).map(({ pod_id }) => pod_id), ['a', 'b']);
});

test('draws more traffic wider, within bounds', () => {
  assert.ok(flowWidth(0.1) < flowWidth(10) && flowWidth(10) < flowWidth(100));
  assert.equal(flowWidth(1e9), 7);
});
