import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesLeft, DEFAULT_LIMIT, isNearLimit } from '../../main/resources/static/core/chat-logic.js';

test('counts bytes of UTF-8, not letters', () => {
  assert.equal(bytesLeft(''), DEFAULT_LIMIT);
  assert.equal(bytesLeft('a'), DEFAULT_LIMIT - 1);
  assert.equal(bytesLeft('é'), DEFAULT_LIMIT - 2);
  assert.equal(bytesLeft('€'), DEFAULT_LIMIT - 3);
  assert.equal(bytesLeft('😈'), DEFAULT_LIMIT - 4);
});

test('the longest message is as long as the limit, whatever it is made of', () => {
  for (const [letter, bytes] of [['a', 1], ['é', 2], ['😈', 4]]) {
    const longest = letter.repeat(DEFAULT_LIMIT / bytes);
    assert.equal(bytesLeft(longest), 0);
    assert.equal(bytesLeft(`${longest}a`), -1);
  }
});

test('what JSON escapes must go into the frame too', () => {
  assert.ok(bytesLeft('"'.repeat(64_000)) >= 0);
  assert.ok(bytesLeft('"'.repeat(65_536)) < 0);
  assert.ok(bytesLeft('\u0001'.repeat(30_000)) < 0);
});

test('a limit of the server counts', () => {
  assert.equal(bytesLeft('x'.repeat(101), 100), -1);
  assert.equal(isNearLimit(9, 100), true);
  assert.equal(isNearLimit(10, 100), false);
});
