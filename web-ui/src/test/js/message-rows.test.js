import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstUnread, messageRows } from '../../main/resources/static/core/message-rows.js';
import { dayLabel } from '../../main/resources/static/core/time-format.js';

const now = new Date(2026, 2, 4, 12, 0);

function message(id, sender, ...local) {
  return { message_id: id, client_id: id, sender_id: sender, receiver_id: 'x', payload: id, status: 'NONE', created_at: new Date(2026, 2, ...local).toISOString() };
}

test('a divider stands before each day', () => {
  const rows = messageRows([message('a', 'bob', 3, 23, 59), message('b', 'bob', 4, 0, 1), message('c', 'bob', 4, 9, 0)], 'alice', undefined, now);
  assert.deepEqual(rows.map(row => row.day ?? row.message.payload), ['Yesterday', 'a', 'Today', 'b', 'c']);
});

test('keys are unique', () => {
  const rows = messageRows([message('a', 'bob', 3, 9, 0), message('b', 'bob', 4, 9, 0)], 'alice', undefined, now);
  assert.equal(new Set(rows.map(row => row.key)).size, rows.length);
});

test('a run ends with the sender, with the day, or after a pause', () => {
  const rows = messageRows(
    [message('a', 'bob', 4, 9, 0), message('b', 'bob', 4, 9, 1), message('c', 'alice', 4, 9, 2), message('d', 'alice', 4, 10, 0)],
    'alice', undefined, now).filter(row => row.message);
  assert.deepEqual(rows.map(row => [row.message.payload, row.mine, row.first, row.last]), [
    ['a', false, true, false],
    ['b', false, false, true],
    ['c', true, true, true],
    ['d', true, true, true],
  ]);
});

test('what is new stands behind a divider, which ends the run before it', () => {
  const rows = messageRows([message('a', 'bob', 4, 9, 0), message('b', 'bob', 4, 9, 1)], 'alice', 'b', now);
  assert.deepEqual(rows.map(row => row.day ?? (row.isNew ? 'new' : row.message.payload)), ['Today', 'a', 'new', 'b']);
  assert.deepEqual(rows.filter(row => row.message).map(row => [row.first, row.last]), [[true, true], [true, true]]);
});

test('the first unread one is found from the end, if it is there', () => {
  const list = [message('a', 'bob', 4, 9, 0), message('b', 'alice', 4, 9, 1), message('c', 'bob', 4, 9, 2)];
  assert.equal(firstUnread(list, 'alice', 1), 'c');
  assert.equal(firstUnread(list, 'alice', 2), 'a');
  assert.equal(firstUnread(list, 'alice', 3), undefined);
  assert.equal(firstUnread(list, 'alice', 0), undefined);
});

test('days are named by distance', () => {
  assert.equal(dayLabel(new Date(2026, 2, 4), now), 'Today');
  assert.equal(dayLabel(new Date(2026, 2, 3, 23, 59), now), 'Yesterday');
  assert.equal(dayLabel(new Date(2026, 1, 28), now), new Intl.DateTimeFormat(undefined, { weekday: 'long' }).format(new Date(2026, 1, 28)));
  assert.match(dayLabel(new Date(2025, 2, 4), now), /2025/);
});
