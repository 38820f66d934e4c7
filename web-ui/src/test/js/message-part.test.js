import assert from 'node:assert/strict';
import { test } from 'node:test';
import { furtherDown, furtherUp, hasTooFew, holds, newestStep, partAt, placesOf } from '../../main/resources/static/core/message-part.js';

const list = length => Array.from({ length }, (_, place) => ({ message_id: `m-${place}` }));

test('the newest few are shown first, and what comes behind them', () => {
  assert.deepEqual(placesOf(list(500), {}), { from: 425, to: 500 });
  assert.deepEqual(placesOf(list(3), {}), { from: 0, to: 3 });
  assert.deepEqual(placesOf([], {}), { from: 0, to: 0 });
  assert.deepEqual(placesOf(list(501), { first: 'm-420' }), { from: 420, to: 501 });
});

test('a conversation is opened with a step of the newest, and filled step by step', () => {
  for (const length of [0, 3, 25, 26, 60, 500]) {
    const all = list(length);
    let part = newestStep(all);
    assert.deepEqual(placesOf(all, part), { from: Math.max(0, length - 25), to: length });
    while (hasTooFew(all, part)) part = furtherUp(all, part);
    assert.deepEqual(placesOf(all, part), placesOf(all, {}));
    assert.equal(part.last, undefined);
  }
});

test('on the way up and down all are shown once, and never more than the bound', () => {
  const all = list(1000);
  let part = {};
  while (placesOf(all, part).from > 0) {
    const before = placesOf(all, part);
    part = furtherUp(all, part);
    const { from, to } = placesOf(all, part);
    assert.ok(to - from <= 200 && from < before.from && to > before.from);
  }
  while (part.last !== undefined) {
    const before = placesOf(all, part);
    part = furtherDown(all, part);
    const { from, to } = placesOf(all, part);
    assert.ok(to - from <= 200 && to > before.to && from < before.to);
  }
  assert.equal(placesOf(all, part).to, 1000);
});

test('one begins to read at the first unread message, with some before it', () => {
  const all = list(500);
  assert.equal(holds(all, {}, 'm-424'), false);
  assert.equal(holds(all, {}, 'm-425'), true);
  assert.equal(holds(all, {}, 'not loaded'), true);
  assert.deepEqual(placesOf(all, partAt(all, 'm-300')), { from: 275, to: 350 });
  assert.deepEqual(placesOf(all, partAt(all, 'm-3')), { from: 0, to: 75 });
  assert.equal(partAt(all, 'm-480').last, undefined);
});

test('what has gone from the list is not looked for', () => {
  assert.deepEqual(placesOf(list(10), { first: 'gone', last: 'gone too' }), { from: 0, to: 10 });
});
