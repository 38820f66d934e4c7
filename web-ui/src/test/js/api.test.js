import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Api } from '../../main/resources/static/core/api.js';

const realFetch = globalThis.fetch;
afterEach(() => (globalThis.fetch = realFetch));

/** Answers each question about users by their ids. */
function answering(asked) {
  globalThis.fetch = async url => {
    asked.push(url);
    const users = new URL(url).searchParams.getAll('user');
    return new Response(JSON.stringify(users.map(user_id => ({ user_id }))));
  };
  return new Api({ count: 1, current: 'http://localhost' }, 'token');
}

test('ids are written into paths and queries so that they come out again', async () => {
  const asked = [];
  const api = answering(asked);
  const odd = 'https://id.example.org/a?b=c&d#e;f%2F|+,"é😀';
  await api.history(odd);
  assert.deepEqual((await api.current([odd, 'bob'])).map(({ user_id }) => user_id), [odd, 'bob']);
  assert.equal(decodeURIComponent(new URL(asked[0]).pathname.split('/')[3]), odd);
});

test('asks about people with long ids in requests that a server takes', async () => {
  const asked = [];
  const users = Array.from({ length: 50 }, (_, place) => `${place}${'王'.repeat(250)}`);
  const answered = await answering(asked).current(users);
  assert.deepEqual(answered.map(({ user_id }) => user_id), users);
  assert.ok(asked.every(url => url.length < 8_000));
  asked.length = 0;
  await answering(asked).current(['alice', 'bob']);
  assert.equal(asked.length, 1);
});
