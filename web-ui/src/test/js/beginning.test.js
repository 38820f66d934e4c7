import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginning } from '../../main/resources/static/core/beginning.js';

test('a short text is all there', () => {
  assert.equal(beginning('hi', 120), 'hi');
  assert.equal(beginning('', 120), '');
});

test('nothing that is one letter to a reader is cut', () => {
  for (const letter of ['👍', '👨‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇩🇪', '👋🏽', 'é', '한', 'क्षि', '\r\n', '🧑🏽‍❤️‍💋‍🧑🏿']) {
    for (const before of ['', 'a', 'ab']) assert.equal(beginning(before + letter.repeat(9), 5), before + letter.repeat(5 - before.length), letter);
  }
});

test('is bounded, whatever one letter is made of', () => {
  const heap = `a${'\u0301'.repeat(100_000)}`;
  assert.ok(beginning(heap, 120).length <= 120 * 16);
  assert.equal(beginning(`ok ${heap}`, 120), 'ok ');
  assert.ok(beginning('👨‍👩‍👧‍👦'.repeat(50_000), 120).isWellFormed());
});
