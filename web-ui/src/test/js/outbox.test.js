import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BrowserStorage } from '../../main/resources/static/core/browser-storage.js';
import { ChatStore } from '../../main/resources/static/core/chat-store.js';
import { Keepsakes } from '../../main/resources/static/core/keepsakes.js';
import { blames, Outbox, sendable } from '../../main/resources/static/core/outbox.js';
import { fake } from './fake-storage.js';

const message = (id, receiver = 'bob', fields = {}) => ({
  client_id: id, sender_id: 'alice', receiver_id: receiver, payload: `text of ${id}`, status: 'pending', created_at: '2026-03-01T10:00:00Z', ...fields,
});

describe('what is sent now', () => {
  const entry = (id, receiver, strikes = 0, sentAt = undefined) => ({ message: message(id, receiver), strikes, sentAt });
  const ids = entries => sendable(entries).map(({ message: { client_id } }) => client_id);

  test('is all that waits, in the order written', () => {
    assert.deepEqual(ids([entry('1', 'bob'), entry('2', 'carol'), entry('3', 'bob')]), ['1', '2', '3']);
    assert.deepEqual(ids([entry('1', 'bob', 0, 5), entry('2', 'bob')]), ['2']);
  });

  test('is not what has failed', () => {
    assert.deepEqual(ids([{ message: message('1', 'bob', { status: 'failed' }), strikes: 0 }, entry('2', 'bob')]), ['2']);
  });

  test('is a suspect alone, after those who do not follow it', () => {
    const all = [entry('1', 'bob', 1), entry('2', 'bob'), entry('3', 'carol'), entry('4', 'dora', 1)];
    assert.deepEqual(ids(all), ['3']);
    assert.deepEqual(ids([all[0], all[1], all[3]]), ['1']);
    assert.deepEqual(ids([entry('1', 'bob', 1, 5), all[1], all[2], all[3]]), []);
    assert.deepEqual(ids([all[0], entry('3', 'carol', 0, 5)]), []);
  });
});

test('a close is blamed on a message if the server could not read it, or if it follows at once', () => {
  for (const code of [1002, 1003, 1007, 1009]) assert.equal(blames(code, 0, 60_000), true, code);
  for (const code of [1000, 1001, 1012, 1013, 4401, 4408, 4410, 4413, undefined]) assert.equal(blames(code, 0, 1), false, code);
  for (const code of [1006, 1011]) {
    assert.equal(blames(code, 0, 1_000), true, code);
    assert.equal(blames(code, 0, 20_000), false, code);
  }
});

/** A page of alice's: what it holds, and what it has written to its socket. */
function page(browser = fake()) {
  const store = new ChatStore('alice');
  const gateway = {
    connected: false,
    frames: [],
    send({ client_id }) {
      if (this.connected) this.frames.push(client_id);
      return this.connected;
    },
  };
  const outbox = new Outbox(store, gateway, new Keepsakes('alice', new BrowserStorage(() => browser)));
  store.addEventListener('change', () => outbox.settle());
  outbox.takeUp();
  const write = (text, receiver = 'bob') => {
    const kept = outbox.add(receiver, text);
    return { id: store.get(receiver).messages.findLast(({ payload }) => payload === text).client_id, kept };
  };
  return {
    store, outbox, browser, write,
    connect() {
      gateway.connected = true;
      gateway.frames = [];
      outbox.connected();
      return gateway.frames;
    },
    close(code) {
      gateway.connected = false;
      outbox.closed(code);
    },
    stored: (id, receiver = 'bob') => store.ticked({ client_id: id, message_id: `m-${id}`, receiver_id: receiver, status: 'NONE' }),
    shown: (user = 'bob') => (store.get(user)?.messages ?? []).map(({ payload, status }) => `${payload} ${status}`),
  };
}

describe('a message', () => {
  test('that is stored is let go', () => {
    const alice = page();
    const frames = alice.connect();
    const { id } = alice.write('hi');
    assert.deepEqual(frames, [id]);
    alice.stored(id);
    assert.deepEqual(alice.shown(), ['hi NONE']);
    assert.equal(alice.browser.length, 0);
  });

  test('that was not answered is sent again after a reload, with its client_id', () => {
    const alice = page();
    alice.connect();
    const { id } = alice.write('hi');
    const reloaded = page(alice.browser);
    assert.deepEqual(reloaded.shown(), ['hi pending']);
    assert.deepEqual(reloaded.connect(), [id]);
  });

  test('that closes the connection twice has failed, and nothing has waited behind it', () => {
    const alice = page();
    const first = alice.connect();
    const poison = alice.write('poison').id;
    const after = alice.write('after').id;
    const other = alice.write('other', 'carol').id;
    assert.deepEqual(first, [poison, after, other]);
    alice.close(1002);

    const second = alice.connect();
    assert.deepEqual(second, [poison]);
    alice.close(1009);
    assert.deepEqual(alice.shown(), ['poison failed', 'after pending']);

    const third = alice.connect();
    assert.deepEqual(third, [after]);
    alice.stored(after);
    assert.deepEqual(third, [after, other]);
    alice.stored(other, 'carol');
    assert.deepEqual(alice.shown(), ['after NONE', 'poison failed']);

    const reloaded = page(alice.browser);
    assert.deepEqual(reloaded.shown(), ['poison failed']);
    assert.deepEqual(reloaded.connect(), []);
  });

  test('keeps its strike over a reload', () => {
    const alice = page();
    alice.connect();
    alice.write('poison');
    alice.close(1002);
    const reloaded = page(alice.browser);
    reloaded.connect();
    reloaded.close(1002);
    assert.deepEqual(reloaded.shown(), ['poison failed']);
  });

  test('is not given up because pods stop or the network comes and goes', () => {
    const alice = page();
    alice.connect();
    const { id } = alice.write('hi');
    for (const code of [1012, 1001, 1013, undefined]) {
      alice.close(code);
      assert.deepEqual(alice.connect(), [id]);
    }
  });

  test('that the server refuses has failed, until the user tries it again', () => {
    const alice = page();
    const frames = alice.connect();
    const { id } = alice.write('hi');
    assert.equal(alice.outbox.refused(id, 'too fast'), true);
    assert.equal(alice.outbox.refused('unknown', 'no'), false);
    assert.equal(page(alice.browser).store.get('bob').messages[0].problem, 'too fast');
    alice.outbox.retry(id);
    assert.deepEqual(frames, [id, id]);
    assert.deepEqual(alice.shown(), ['hi pending']);
  });

  test('can be discarded while it waits, and its text is there for editing', () => {
    const alice = page();
    const one = alice.write('one').id;
    const two = alice.write('two').id;
    assert.equal(alice.outbox.discard(one).payload, 'one');
    assert.deepEqual(alice.shown(), ['two pending']);
    assert.deepEqual(alice.connect(), [two]);
    assert.equal(alice.outbox.discard(one), undefined);
  });

  test('discarded or sent by another tab is gone here too', () => {
    const alice = page();
    const { id } = alice.write('here');
    alice.outbox.changedElsewhere('2', { message: message('2'), strikes: 0 });
    assert.deepEqual(alice.shown().sort(), ['here pending', 'text of 2 pending']);
    alice.outbox.changedElsewhere(id, undefined);
    assert.deepEqual(alice.connect(), ['2']);
    alice.stored('2');
    alice.outbox.changedElsewhere('2', undefined);
    assert.deepEqual(alice.shown(), ['text of 2 NONE']);
  });

  test('is sent where the browser has no room, and the user may know it', () => {
    const alice = page(fake(0));
    const frames = alice.connect();
    const { id, kept } = alice.write('hi');
    assert.equal(kept, false);
    assert.deepEqual(frames, [id]);
  });
});
