import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Keepsakes } from '../../main/resources/static/core/keepsakes.js';

/** As a browser's localStorage, with room for so many letters. */
function storage(room = 1e6) {
  const entries = new Map();
  return {
    get length() {
      return entries.size;
    },
    key: place => [...entries.keys()][place] ?? null,
    getItem: name => entries.get(name) ?? null,
    removeItem: name => entries.delete(name),
    setItem(name, value) {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError');
      entries.set(name, value);
    },
  };
}

const message = number => ({ client_id: `c-${number}`, receiver_id: 'bob', created_at: new Date(number * 1000).toISOString() });

test('a draft is there for the next page, and for its user alone', () => {
  const kept = storage();
  new Keepsakes('alice', kept).draft('bob', 'half a');
  assert.deepEqual(new Keepsakes('alice', kept).drafts, [['bob', 'half a']]);
  assert.deepEqual(new Keepsakes('carol', kept).drafts, []);
  new Keepsakes('alice', kept).draft('bob', '');
  assert.deepEqual(new Keepsakes('alice', kept).drafts, []);
});

test('of too many drafts the oldest goes', () => {
  const keepsakes = new Keepsakes('alice', storage());
  for (let i = 0; i <= 50; i++) keepsakes.draft(`user-${i}`, 'x', i);
  assert.equal(keepsakes.drafts.length, 50);
  assert.equal(keepsakes.drafts.some(([user]) => user === 'user-0'), false);
});

test('what is not stored waits in the order written, until it is settled', () => {
  const keepsakes = new Keepsakes('alice', storage());
  assert.equal(keepsakes.wait(message(2)), true);
  keepsakes.wait(message(1));
  keepsakes.wait({ ...message(2), status: 'failed' });
  assert.deepEqual(keepsakes.waiting.map(({ client_id, status }) => [client_id, status]), [['c-1', undefined], ['c-2', 'failed']]);
  keepsakes.settle('c-1');
  keepsakes.settle('c-2');
  assert.equal(keepsakes.hasWaiting, false);
});

test('no more wait than the bound, and none without room', () => {
  const keepsakes = new Keepsakes('alice', storage());
  for (let i = 0; i < 200; i++) assert.equal(keepsakes.wait(message(i)), true);
  assert.equal(keepsakes.wait(message(200)), false);
  assert.equal(keepsakes.wait(message(199)), true);
  assert.equal(new Keepsakes('alice', storage(10)).wait(message(1)), false);
});
