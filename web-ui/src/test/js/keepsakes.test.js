import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BrowserStorage, storageName } from '../../main/resources/static/core/browser-storage.js';
import { Keepsakes } from '../../main/resources/static/core/keepsakes.js';
import { broken, fake } from './fake-storage.js';

const message = (number, fields) => ({
  client_id: `c-${number}`, sender_id: 'alice', receiver_id: 'bob', payload: `text ${number}`, status: 'pending',
  created_at: new Date(number * 1000).toISOString(), ...fields,
});

function keepsakes(user, browser) {
  return new Keepsakes(user, new BrowserStorage(() => browser));
}

const waitingIds = kept => kept.waiting.map(({ message: { client_id } }) => client_id);

test('a draft is there for the next page, and for its user alone', () => {
  const browser = fake();
  keepsakes('alice', browser).draft('bob', 'half a');
  assert.deepEqual(keepsakes('alice', browser).drafts, [['bob', 'half a']]);
  assert.deepEqual(keepsakes('carol', browser).drafts, []);
  keepsakes('alice', browser).draft('bob', '');
  assert.deepEqual(keepsakes('alice', browser).drafts, []);
});

test('of too many drafts the oldest goes', () => {
  const kept = keepsakes('alice', fake());
  for (let i = 0; i <= 50; i++) kept.draft(`user-${i}`, 'x', i);
  assert.equal(kept.drafts.length, 50);
  assert.equal(kept.drafts.some(([user]) => user === 'user-0'), false);
});

test('what is not stored waits in the order written, until it is settled', () => {
  const kept = keepsakes('alice', fake());
  assert.equal(kept.wait(message(2)), true);
  kept.wait(message(1));
  kept.wait(message(2, { status: 'failed', problem: 'no' }), 1);
  assert.deepEqual(kept.waiting.map(({ message: { client_id, status }, strikes }) => [client_id, status, strikes]), [['c-1', 'pending', 0], ['c-2', 'failed', 1]]);
  kept.settle('c-1');
  kept.settle('c-2');
  assert.deepEqual(kept.waiting, []);
});

test('no more wait than the bound', () => {
  const kept = keepsakes('alice', fake());
  for (let i = 0; i < 200; i++) {
    assert.equal(kept.hasRoom, true);
    kept.wait(message(i));
  }
  assert.equal(kept.hasRoom, false);
});

describe('users whose names resemble each other', () => {
  const users = ['a', 'a.b', 'a:b', 'A', 'alice', 'alice.', 'al|ice', 'al%7Cice', 'alice/bob', 'alice@example.org'];

  for (const user of users) {
    test(`see nothing of ${user}`, () => {
      const browser = fake();
      for (const person of users) keepsakes(user, browser).draft(person, 'secret');
      keepsakes(user, browser).wait(message(1, { sender_id: user, payload: 'secret' }));
      for (const other of users.filter(one => one !== user)) {
        assert.deepEqual(keepsakes(other, browser).drafts, [], other);
        assert.deepEqual(keepsakes(other, browser).waiting, [], other);
        keepsakes(other, browser).clear();
      }
      assert.deepEqual(keepsakes(user, browser).drafts.map(([person]) => person).sort(), [...users].sort());
      assert.equal(keepsakes(user, browser).waiting.length, 1);
      keepsakes(user, browser).clear();
      assert.equal(browser.length, 0);
    });
  }

  test('do not send what stands in the place of one and was written by another', () => {
    const browser = fake();
    browser.setItem(storageName('waiting', 'alice', 'c-1'), JSON.stringify({ message: message(1, { sender_id: 'alice.' }), strikes: 0 }));
    assert.deepEqual(keepsakes('alice', browser).waiting, []);
  });

  test('lose what stands under the old names, which two of them could share', () => {
    const browser = fake();
    browser.setItem('distrisocks.draft.alice.b.bob', '{"text":"secret","at":1}');
    browser.setItem('distrisocks.waiting.alice.c-1', JSON.stringify(message(1)));
    browser.setItem('of another page', 'stays');
    assert.deepEqual(keepsakes('alice', browser).drafts, []);
    assert.equal(browser.length, 1);
  });
});

describe('an entry that cannot be read is removed, and the others are there', () => {
  const broken = [
    '', 'null', '[]', '7', '"text"', '{', '{}', '{"message":null,"strikes":0}', '{"message":7,"strikes":0}',
    JSON.stringify(message(2)), JSON.stringify({ message: message(2) }), JSON.stringify({ message: message(2), strikes: 'two' }),
    ...['client_id', 'sender_id', 'receiver_id', 'payload', 'status', 'created_at'].flatMap(field => [undefined, null, 7, {}, '', ['x']]
      .map(value => JSON.stringify({ message: message(2, { [field]: value }), strikes: 0 }))),
    JSON.stringify({ message: message(2, { created_at: 'yesterday' }), strikes: 0 }),
    JSON.stringify({ message: message(2, { status: 'DELIVERED' }), strikes: 0 }),
    JSON.stringify({ message: message(2, { problem: {} }), strikes: 0 }),
  ];

  for (const text of broken) {
    test(`a message: ${text}`, () => {
      const browser = fake();
      keepsakes('alice', browser).wait(message(1));
      browser.setItem(storageName('waiting', 'alice', 'c-2'), text);
      browser.setItem(`${storageName('waiting', 'alice', '')}%E0%A4%A`, JSON.stringify({ message: message(3), strikes: 0 }));
      assert.deepEqual(waitingIds(keepsakes('alice', browser)), ['c-1']);
      assert.equal(browser.length, 1);
    });
  }

  for (const text of ['', 'null', '7', '{', '{}', '{"text":7,"at":1}', '{"text":"","at":1}', '{"text":"x","at":"now"}', '{"text":["x"],"at":1}']) {
    test(`a draft: ${text}`, () => {
      const browser = fake();
      keepsakes('alice', browser).draft('bob', 'kept');
      browser.setItem(storageName('draft', 'alice', 'carol'), text);
      assert.deepEqual(keepsakes('alice', browser).drafts, [['bob', 'kept']]);
    });
  }
});

for (const [name, open] of Object.entries(broken)) {
  test(`a browser that ${name} keeps for this page alone`, () => {
    const kept = new Keepsakes('alice', new BrowserStorage(open()));
    kept.draft('bob', 'half a');
    assert.equal(kept.wait(message(1)), false);
    assert.deepEqual(kept.drafts, [['bob', 'half a']]);
    assert.deepEqual(waitingIds(kept), ['c-1']);
    kept.clear();
    assert.deepEqual([kept.drafts, kept.waiting], [[], []]);
  });
}

describe('what another tab does', () => {
  const kept = keepsakes('alice', fake());

  test('to a draft is read', () => {
    const key = storageName('draft', 'alice', 'al|ice');
    assert.deepEqual(kept.changeOf({ key, newValue: '{"text":"hi","at":1}' }), { user: 'al|ice', text: 'hi' });
    assert.deepEqual(kept.changeOf({ key, newValue: null }), { user: 'al|ice', text: '' });
  });

  test('to a message is read', () => {
    const key = storageName('waiting', 'alice', 'c-1');
    const entry = { message: message(1), strikes: 1 };
    assert.deepEqual(kept.changeOf({ key, newValue: JSON.stringify(entry) }), { clientId: 'c-1', entry });
    assert.deepEqual(kept.changeOf({ key, newValue: null }), { clientId: 'c-1', entry: undefined });
  });

  test('for another user is none of ours', () => {
    assert.equal(kept.changeOf({ key: storageName('draft', 'alice.', 'bob'), newValue: '{"text":"hi","at":1}' }), undefined);
    assert.equal(kept.changeOf({ key: null, newValue: null }), undefined);
  });
});
