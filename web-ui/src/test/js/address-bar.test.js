import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, placeOf } from '../../main/resources/static/dom/address-bar.js';

test('an address leads to the person for whom it was made', () => {
  for (const user of ['bob', 'A', 'a:b', 'auth0|65f0', 'alice@example.org', '%', '%25', '#', 'a/b', 'to=', '...', '李雷', '😈', 'x'.repeat(255)]) {
    assert.deepEqual(placeOf(addressOf(user)), { kind: 'person', user });
  }
});

test('without a person it leads to the list', () => {
  for (const hash of ['', '#', addressOf(undefined)]) assert.deepEqual(placeOf(hash), { kind: 'list' });
});

test('that nobody can read breaks nothing', () => {
  for (const hash of ['#%', '#.', '#..', '#%2E%2e', '#/x/%E0%A4%A', '#%ff', '#%00', '#a%20b', '#a%0Ab', '#%ED%A0%80', `#${'x'.repeat(256)}`]) {
    assert.deepEqual(placeOf(hash), { kind: 'unreadable' }, hash);
  }
});
