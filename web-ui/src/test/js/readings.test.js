import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { ChatStore } from '../../main/resources/static/core/chat-store.js';
import { Readings } from '../../main/resources/static/core/readings.js';

const LOOKS_EVERY_MS = 20_000;

test('all people who are shown are asked for, as many at once as the server answers', async () => {
  mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  globalThis.document = { hidden: false };
  const store = new ChatStore('alice');
  const people = Array.from({ length: 120 }, (_, place) => `user-${place}`);
  store.listed(people.map((user_id, place) => ({ user_id, unread: 0, online: false, last_message: message(place, user_id) })));
  const asked = [];
  const api = { current: async users => (asked.push(users), users.map(user_id => ({ user_id, unread: 0, online: true }))) };
  const readings = new Readings(store, { guard: work => work(api) }, () => undefined);

  readings.start();
  mock.timers.tick(LOOKS_EVERY_MS);
  await new Promise(setImmediate);
  readings.stop();

  assert.deepEqual(asked.flat().toSorted(), people.toSorted());
  assert.ok(asked.every(users => users.length <= 50));
  assert.ok(people.every(user => store.get(user).online));
  mock.timers.reset();
});

function message(place, sender) {
  return { message_id: `m-${place}`, sender_id: sender, receiver_id: 'alice', payload: 'hi', status: 'DELIVERED', created_at: new Date(place).toISOString() };
}
