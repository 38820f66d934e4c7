import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  applyStatus, backOff, catchUp, failMessage, lastMessage, laterStatus, mergeMessages, messageKey, newClientId, newestId,
  orderConversations, PAGE_SIZE, peerOf, retryMessage, withoutHole,
} from '../../main/resources/static/core/chat-logic.js';

const minute = number => `2026-03-01T10:${String(number).padStart(2, '0')}:00Z`;

/** A stored message from bob to alice; `m-07` at minute 7. */
function stored(number, fields = {}) {
  const message_id = `m-${String(number).padStart(2, '0')}`;
  return {
    message_id, client_id: `c-${number}`, sender_id: 'bob', receiver_id: 'alice', payload: `text ${number}`, status: 'NONE',
    created_at: minute(number), ...fields,
  };
}

/** What alice has just written to bob. */
function written(number, fields = {}) {
  const { message_id, ...message } = stored(number, { sender_id: 'alice', receiver_id: 'bob', status: 'pending' });
  return { ...message, ...fields };
}

const ids = list => list.map(message => message.message_id ?? message.client_id);

describe('statuses', () => {
  const way = ['pending', 'NONE', 'SENT', 'DELIVERED'];

  test('only move forward', () => {
    way.forEach((status, place) => {
      way.slice(0, place + 1).forEach(earlier => assert.equal(laterStatus(status, earlier), status));
      way.slice(place).forEach(later => assert.equal(laterStatus(status, later), later));
    });
  });

  test('may skip SENT', () => assert.equal(laterStatus('NONE', 'DELIVERED'), 'DELIVERED'));
  test('leave failed when the server has stored it after all', () => assert.equal(laterStatus('failed', 'NONE'), 'NONE'));
  test('that nobody knows are ignored', () => assert.equal(laterStatus('NONE', 'READ'), 'NONE'));
});

describe('merging', () => {
  test('shows a redelivered message once', () => {
    assert.deepEqual(ids(mergeMessages([stored(1)], [stored(1), stored(1)])), ['m-01']);
  });

  test('recognises its own message by client_id and takes the message_id', () => {
    const [merged, ...others] = mergeMessages([written(1)], [written(1, { message_id: 'm-01', status: 'SENT' })]);
    assert.equal(others.length, 0);
    assert.equal(merged.message_id, 'm-01');
    assert.equal(merged.status, 'SENT');
  });

  test('keeps apart two senders who chose the same client_id', () => {
    const other = stored(2, { client_id: 'c-1', sender_id: 'alice', receiver_id: 'bob' });
    assert.equal(mergeMessages([stored(1)], [other]).length, 2);
  });

  test('keeps apart messages without a client_id', () => {
    assert.equal(mergeMessages([], [stored(1, { client_id: null }), stored(2, { client_id: null })]).length, 2);
  });

  test('never takes a status back', () => {
    assert.equal(mergeMessages([stored(1, { status: 'DELIVERED' })], [stored(1, { status: 'SENT' })])[0].status, 'DELIVERED');
  });

  test('orders by message_id, and puts what is not stored behind in the order written', () => {
    const list = mergeMessages([written(9), written(8)], [stored(3), stored(1), stored(2)]);
    assert.deepEqual(ids(list), ['m-01', 'm-02', 'm-03', 'c-8', 'c-9']);
  });

  test('keeps the object of a message that has nothing new', () => {
    const known = stored(1);
    assert.equal(mergeMessages([known], [stored(1)])[0], known);
  });

  test('does not change the list it was given', () => {
    const list = Object.freeze([stored(2)]);
    assert.deepEqual(ids(mergeMessages(list, [stored(1)])), ['m-01', 'm-02']);
  });
});

describe('ticks', () => {
  test('find a message by client_id before it has a message_id', () => {
    const [moved] = applyStatus([written(1)], { client_id: 'c-1', message_id: 'm-01', status: 'NONE', at: minute(2) }, 'alice');
    assert.equal(moved.message_id, 'm-01');
    assert.equal(moved.status, 'NONE');
    assert.equal(moved.created_at, minute(2));
  });

  test('find a message by message_id alone', () => {
    const list = [written(1, { message_id: 'm-01', status: 'NONE' })];
    assert.equal(applyStatus(list, { message_id: 'm-01', status: 'DELIVERED' }, 'alice')[0].status, 'DELIVERED');
  });

  test('of a receipt have no message_id, and lose none', () => {
    const list = [written(1, { message_id: 'm-01', status: 'pending' })];
    assert.equal(applyStatus(list, { client_id: 'c-1', status: 'NONE' }, 'alice')[0].message_id, 'm-01');
  });

  test('that come late or are not ours leave the list as it is', () => {
    const list = [written(1, { message_id: 'm-01', status: 'DELIVERED' }), stored(2)];
    assert.equal(applyStatus(list, { message_id: 'm-01', client_id: 'c-1', status: 'SENT' }, 'alice'), list);
    assert.equal(applyStatus(list, { message_id: 'm-02', client_id: 'c-2', status: 'DELIVERED' }, 'alice'), list);
    assert.equal(applyStatus(list, { message_id: 'm-03', client_id: null, status: 'DELIVERED' }, 'alice'), list);
  });
});

describe('failure and retry', () => {
  test('a failure keeps its reason, a retry the client_id', () => {
    const [failed] = failMessage([written(1)], 'c-1', 'over the rate');
    assert.equal(failed.status, 'failed');
    assert.equal(failed.problem, 'over the rate');
    const [again] = retryMessage([failed], 'c-1');
    assert.deepEqual(again, written(1));
  });

  test('a stored message does not fail', () => {
    assert.equal(failMessage([written(1, { status: 'SENT' })], 'c-1', 'no')[0].status, 'SENT');
  });

  test('only what has failed is tried again', () => {
    assert.equal(retryMessage([written(1, { status: 'SENT' })], 'c-1')[0].status, 'SENT');
  });

  test('the reason goes when the message was stored after all', () => {
    const failed = written(1, { status: 'failed', problem: 'no answer' });
    const [moved] = applyStatus([failed], { client_id: 'c-1', message_id: 'm-01', status: 'NONE' }, 'alice');
    assert.ok(!('problem' in moved));
  });
});

describe('catching up', () => {
  const page = from => Array.from({ length: PAGE_SIZE }, (_, place) => stored(from + place));

  test('joins a page that reaches back to what was known', () => {
    const { messages, hole } = catchUp([stored(1), stored(2), stored(3)], page(3), 'm-03');
    assert.equal(hole, false);
    assert.equal(messages.length, PAGE_SIZE + 2);
  });

  test('drops what lies beyond a hole, but not what is unsent', () => {
    const { messages, hole } = catchUp([stored(1), stored(2), written(99)], page(10), 'm-02');
    assert.equal(hole, true);
    assert.equal(messages[0].message_id, 'm-10');
    assert.equal(messages.at(-1).client_id, 'c-99');
  });

  test('a page that is not full has no hole before it', () => {
    assert.equal(catchUp([stored(1)], [stored(5)], 'm-01').hole, false);
  });

  test('what an inbox brought before the first page may have a hole behind it', () => {
    const { messages, hole } = catchUp([stored(1), written(99)], page(10), '');
    assert.equal(hole, true);
    assert.equal(messages[0].message_id, 'm-10');
    assert.equal(messages.at(-1).client_id, 'c-99');
  });

  test('what is older than all that is loaded is left out, and what waits is kept', () => {
    assert.deepEqual(ids(withoutHole([stored(1), stored(5), stored(6), written(9)], 'm-05')), ['m-05', 'm-06', 'c-9']);
    assert.deepEqual(ids(withoutHole([stored(1), written(9)], '')), ['m-01', 'c-9']);
    assert.equal(withoutHole([...page(10), stored(90), written(9)], undefined).length, PAGE_SIZE + 1);
  });
});

describe('conversations', () => {
  const conversation = fields => ({ messages: [], ...fields });

  test('are named by the other one', () => {
    assert.equal(peerOf(stored(1), 'alice'), 'bob');
    assert.equal(peerOf(written(1), 'alice'), 'bob');
  });

  test('show the newest message, wherever it came from', () => {
    assert.equal(lastMessage(conversation({ messages: [stored(1)], last_message: stored(2) })).message_id, 'm-02');
    assert.equal(lastMessage(conversation({ messages: [stored(3)], last_message: stored(2) })).message_id, 'm-03');
    assert.equal(lastMessage(conversation({ messages: [written(3)], last_message: stored(2) })).client_id, 'c-3');
    assert.equal(lastMessage(conversation({})), undefined);
  });

  test('stand newest first, without the empty ones', () => {
    const ordered = orderConversations([
      conversation({ user_id: 'old', messages: [stored(1)] }),
      conversation({ user_id: 'empty' }),
      conversation({ user_id: 'new', last_message: stored(5) }),
    ]);
    assert.deepEqual(ordered.map(({ user_id }) => user_id), ['new', 'old']);
  });

  test('know their newest stored message', () => {
    assert.equal(newestId([stored(1), stored(2), written(3)]), 'm-02');
    assert.equal(newestId([]), undefined);
  });
});

test('a key stays the same when the message gets its id', () => {
  assert.equal(messageKey(written(1)), messageKey(written(1, { message_id: 'm-01' })));
});

describe('back-off', () => {
  test('doubles up to 30 s', () => {
    assert.deepEqual([0, 1, 2, 3, 4, 5, 50].map(attempt => backOff(attempt, 1)), [1000, 2000, 4000, 8000, 16000, 30000, 30000]);
  });

  test('is spread over its upper half', () => assert.equal(backOff(2, 0), 2000));
});

describe('client ids', () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  test('are random UUIDs', () => assert.match(newClientId(), uuid));

  test('are so too where there is no randomUUID', () => {
    const insecure = { getRandomValues: bytes => crypto.getRandomValues(bytes) };
    assert.match(newClientId(insecure), uuid);
    assert.notEqual(newClientId(insecure), newClientId(insecure));
  });
});

test('keys of two people never meet, whatever their ids hold', () => {
  assert.notEqual(messageKey({ sender_id: 'a', client_id: 'b/c' }), messageKey({ sender_id: 'a/b', client_id: 'c' }));
});
