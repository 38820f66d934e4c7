import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BrowserStorage } from '../../main/resources/static/core/browser-storage.js';
import { SessionStore } from '../../main/resources/static/core/session-store.js';
import { broken, fake } from './fake-storage.js';

/** As in a browser that forbids it; it would keep Node waiting too. */
delete globalThis.BroadcastChannel;

/** A token as the server makes it: base64url, and UTF-8 within. */
function tokenOf(userId) {
  return `x.${Buffer.from(JSON.stringify({ sub: userId })).toString('base64url')}.x`;
}

/** A server that answers whoever asks with a token of that user. */
function store(userId, storages = {}) {
  const answer = async () => ({ access_token: tokenOf(userId) });
  const kept = [fake(), fake()];
  const { local = new BrowserStorage(() => kept[0]), tab = new BrowserStorage(() => kept[1]) } = storages;
  const sessions = new SessionStore({ login: answer, refresh: answer, logout: async () => {} }, { local, tab });
  return { sessions, local, tab };
}

test('a user whose name is not ASCII is who they are', async () => {
  for (const user of ['alice', 'auth0|65f0', 'zoë', '李雷', '😈']) {
    assert.equal((await store(user).sessions.login('x', 'y')).userId, user);
  }
});

test('a tab never becomes somebody else by a new token', async () => {
  const { sessions } = store('alice.');
  await assert.rejects(sessions.renew('alice'), { status: 401 });
});

test('a renewal that comes after the next sign-in does not take the tab over', async () => {
  const { sessions, tab, local } = store('alice');
  tab.set('distrisocks.user', 'bob');
  await sessions.renew('alice');
  assert.equal(tab.get('distrisocks.user'), 'bob');
  assert.equal(local.get('distrisocks.user'), undefined);
});

for (const [name, open] of Object.entries(broken)) {
  test(`one signs in where the browser ${name}`, async () => {
    const { sessions } = store('alice', { local: new BrowserStorage(open()), tab: new BrowserStorage(open()) });
    assert.equal(await sessions.resume(), null);
    assert.equal((await sessions.login('alice', 'demo')).userId, 'alice');
    assert.equal((await sessions.resume()).userId, 'alice');
  });
}
