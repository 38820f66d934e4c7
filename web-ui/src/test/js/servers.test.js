import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Servers } from '../../main/resources/static/core/servers.js';

test('a page stays with its own pod until that does not answer', () => {
  const servers = new Servers('http://a:1');
  servers.learn(['http://a:1', 'http://b:2', 'https://c']);
  assert.equal(servers.current, 'http://a:1');
  assert.equal(servers.socketUrl, 'ws://a:1/ws');
  const seen = new Set();
  for (let i = 0; i < 3; i++) {
    seen.add(servers.current);
    servers.leave(servers.current);
  }
  assert.equal(seen.size, 3);
  assert.equal(servers.current, 'http://a:1');
});

test('two who find a pod gone leave it once', () => {
  const servers = new Servers('http://a:1');
  servers.learn(['http://b:2', 'http://c:3'], () => 0.999);
  servers.leave('http://a:1');
  servers.leave('http://a:1');
  assert.equal(servers.current, 'http://b:2');
});

test('where all pods stand behind one origin there is no other', () => {
  const servers = new Servers('https://chat');
  servers.learn([]);
  servers.leave('https://chat');
  assert.equal(servers.current, 'https://chat');
  assert.equal(servers.socketUrl, 'wss://chat/ws');
});
