import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginning, isBlank } from '../../main/resources/static/core/visible-text.js';

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

const point = number => String.fromCodePoint(number);

test('what nobody can see is blank', () => {
  for (const text of [
    '', ' \n\t', '\u00a0', '\u3000', // blanks
    '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f', // of no width
    '\u061c', '\u200e\u200f', '\u202a\u202e\u202c', '\u2066\u2069', // of direction
    '\u115f\u1160', '\u3164', '\uffa0', '\u2800', // fillers
    '\ufe0f', point(0xe0100), point(0xe0041), // variation selectors, tags
    '\u0000', '\u0085', '\u2028', ' \u200b\n\u3164 ',
  ]) assert.equal(isBlank(text), true, escape(text));
});

test('what can be seen is not', () => {
  for (const text of ['.', 'ㅤa', '👍', '👨‍👩‍👧', '\u0301', '\u0600', '\u200bx\u200b', '❤️', '\ufffd', 'ᄀ']) assert.equal(isBlank(text), false, escape(text));
});
