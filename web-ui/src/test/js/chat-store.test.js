import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAGE_SIZE } from '../../main/resources/static/core/chat-logic.js';
import { ChatStore } from '../../main/resources/static/core/chat-store.js';

const toBob = fields => ({
  client_id: 'c-1', sender_id: 'alice', receiver_id: 'bob', payload: 'hi', status: 'pending', created_at: '2026-03-01T10:00:00Z', ...fields,
});
const fromBob = (id, fields) => toBob({ message_id: id, client_id: id, sender_id: 'bob', receiver_id: 'alice', status: 'NONE', ...fields });

test('a message from a stranger begins a conversation', () => {
  const store = new ChatStore('alice');
  assert.equal(store.received(fromBob('m-1')), true);
  assert.deepEqual(store.ordered.map(({ user_id }) => user_id), ['bob']);
});

test('older messages are to be loaded until what is unread has its beginning', () => {
  const store = new ChatStore('alice');
  const page = from => Array.from({ length: PAGE_SIZE }, (_, place) => fromBob(`m-${from + place}`));
  store.listed([{ user_id: 'bob', unread: PAGE_SIZE + 10, last_message: fromBob('m-249') }]);
  store.divide('bob');
  assert.equal(store.lacksUnread('bob'), false, 'nothing is loaded yet');
  store.caughtUp('bob', page(200));
  assert.equal(store.lacksUnread('bob'), true);
  store.wentBack('bob', page(150));
  assert.equal(store.lacksUnread('bob'), false);
  assert.equal(store.get('bob').newFrom, 'm-190');
});

test('the title counts what the badges show', () => {
  const store = new ChatStore('alice');
  store.listed([{ user_id: 'bob', unread: 2, last_message: fromBob('m-1') }]);
  store.begin('carol');
  store.update('carol', { unread: 3 });
  assert.equal(store.unread, store.ordered.reduce((sum, { unread }) => sum + unread, 0));
});

test('a repeat is not new', () => {
  const store = new ChatStore('alice');
  store.received(fromBob('m-1'));
  assert.equal(store.received(fromBob('m-1')), false);
});

test('a tick that overtakes the copy of its message is not lost', () => {
  const store = new ChatStore('alice');
  store.ticked({ message_id: 'm-1', client_id: 'c-1', receiver_id: 'bob', status: 'DELIVERED' });
  store.received(toBob({ message_id: 'm-1', status: 'NONE' }));
  assert.equal(store.get('bob').messages[0].status, 'DELIVERED');
});

test('a tick moves the message that only the list of conversations shows', () => {
  const store = new ChatStore('alice');
  store.listed([{ user_id: 'bob', display_name: 'Bob', last_message: toBob({ message_id: 'm-1', status: 'SENT' }) }]);
  store.ticked({ message_id: 'm-1', client_id: 'c-1', receiver_id: 'bob', status: 'DELIVERED' });
  assert.equal(store.get('bob').last_message.status, 'DELIVERED');
});

test('a problem for nobody here is told so', () => {
  assert.equal(new ChatStore('alice').failed('c-9', 'no'), false);
});

test('a problem and a retry keep one message', () => {
  const store = new ChatStore('alice');
  store.received(toBob());
  assert.equal(store.failed('c-1', 'no'), true);
  assert.equal(store.retried('c-1').status, 'pending');
  assert.equal(store.get('bob').messages.length, 1);
});

test('after a long absence the older messages are to be loaded again', () => {
  const store = new ChatStore('alice');
  store.caughtUp('bob', [fromBob('m-001')]);
  assert.equal(store.get('bob').complete, true);
  store.mayHaveMissed();
  store.caughtUp('bob', Array.from({ length: PAGE_SIZE }, (_, place) => fromBob(`m-${100 + place}`)));
  assert.equal(store.get('bob').complete, false);
  assert.equal(store.get('bob').messages.length, PAGE_SIZE);
});

test('the count of the server holds', () => {
  const store = new ChatStore('alice');
  store.listed([{ user_id: 'bob', display_name: 'Bob', last_message: fromBob('m-1'), unread: 3, online: true }]);
  assert.equal(store.unread, 3);
  assert.equal(store.get('bob').online, true);
});

test('what was unread when a conversation was opened stays marked as new until it is answered', () => {
  const store = new ChatStore('alice');
  store.listed([{ user_id: 'bob', display_name: 'Bob', last_message: fromBob('m-3'), unread: 2 }]);
  store.divide('bob');
  store.update('bob', { unread: 0 });
  store.caughtUp('bob', [fromBob('m-1'), fromBob('m-2'), fromBob('m-3')]);
  assert.equal(store.get('bob').newFrom, 'm-2');
  store.received(fromBob('m-4'));
  assert.equal(store.get('bob').newFrom, 'm-2');
  store.unite('bob');
  assert.equal(store.get('bob').newFrom, undefined);
});

test('of a message that is stored nothing is discarded', () => {
  const store = new ChatStore('alice');
  store.received(toBob());
  store.received(toBob({ client_id: 'c-2', message_id: 'm-2', status: 'SENT' }));
  store.discarded('c-1');
  store.discarded('c-2');
  assert.deepEqual(store.get('bob').messages.map(({ client_id }) => client_id), ['c-2']);
});

test('an inbox neither makes a hole nor is counted twice', () => {
  const store = new ChatStore('alice');
  const page = Array.from({ length: PAGE_SIZE }, (_, place) => fromBob(`m-${500 + place}`));
  store.listed([{ user_id: 'bob', display_name: 'Bob', last_message: page.at(-1), unread: 100 }]);
  store.caughtUp('bob', page);
  const inbox = [fromBob('m-001'), fromBob('m-549'), fromBob('m-550')];
  const fresh = store.receivedAll(inbox);
  assert.equal(fresh.length, 2);
  assert.deepEqual(store.count('bob', fresh).map(({ message_id }) => message_id), ['m-550']);
  assert.equal(store.get('bob').unread, 101);
  assert.equal(store.get('bob').messages.length, PAGE_SIZE + 1);
});
