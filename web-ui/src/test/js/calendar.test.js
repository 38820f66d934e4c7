import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { followCalendar } from '../../main/resources/static/core/calendar.js';
import { messageRows } from '../../main/resources/static/core/message-rows.js';
import { dayLabel, timeLabel } from '../../main/resources/static/core/time-format.js';

const zone = process.env.TZ;
const leave = new AbortController();
const minute = 60_000;

beforeEach(() => {
  process.env.TZ = 'Europe/Berlin';
  mock.timers.enable({ apis: ['setInterval', 'Date'], now: new Date('2026-03-04T22:58:30Z') });
});

afterEach(() => {
  leave.abort();
  mock.timers.reset();
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

test('calls at midnight, once, and not before', () => {
  const handle = mock.fn();
  const written = new Date();
  followCalendar(handle, leave.signal);
  mock.timers.tick(minute);
  assert.equal(handle.mock.callCount(), 0);
  assert.equal(dayLabel(written, new Date()), 'Today');
  mock.timers.tick(minute);
  assert.equal(handle.mock.callCount(), 1);
  assert.equal(dayLabel(written, new Date()), 'Yesterday');
  mock.timers.tick(60 * minute);
  assert.equal(handle.mock.callCount(), 1);
});

test('calls on a journey, and times are those of the new place', () => {
  const signal = new AbortController();
  const handle = mock.fn();
  const message = { message_id: 'm', sender_id: 'bob', created_at: '2026-03-04T22:00:00Z' };
  const shown = () => messageRows([message], 'alice').map(row => row.day ?? row.time);
  followCalendar(handle, signal.signal);
  const before = shown();
  process.env.TZ = 'Asia/Tokyo';
  mock.timers.tick(minute);
  assert.equal(handle.mock.callCount(), 1);
  assert.notEqual(shown()[1], before[1]);
  assert.equal(timeLabel(new Date(message.created_at)), new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(new Date(message.created_at)));
  signal.abort();
  process.env.TZ = 'Europe/Berlin';
  mock.timers.tick(minute);
  assert.equal(handle.mock.callCount(), 1);
});
