import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBlank } from '../../main/resources/static/core/blank.js';

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
