import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusal } from '../../main/resources/static/core/refusal.js';

test('names the field to be mended, and what to do', () => {
  assert.equal(refusal({ status: 401, message: 'wrong username or password' }).field, 'password');
  assert.equal(refusal({ status: 409, field: 'username', message: 'username is taken' }).field, 'username');
  assert.deepEqual(refusal({ status: 400, field: 'password', message: 'password must have at least 8 characters' }), {
    text: 'The password must have at least 8 characters. Change it, then try again.', field: 'password',
  });
});

test('blames no field where none is at fault', () => {
  for (const status of [0, 429, 500, 503]) {
    assert.deepEqual(refusal({ status, message: 'Try again in a moment.' }), { text: 'Try again in a moment.' });
  }
});
