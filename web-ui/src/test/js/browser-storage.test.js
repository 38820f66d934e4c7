import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BrowserStorage, storageName } from '../../main/resources/static/core/browser-storage.js';
import { broken, fake } from './fake-storage.js';

/** Names that resemble each other, as this server and issuers give them. */
const RESEMBLING = ['a', 'A', 'a:b', 'a/b', 'a%2Fb', 'a%', 'alice', 'alice.', 'alice.b', 'al|ice', 'alice@example.org', 'auth0|65f0c1', '.', '..', '|', '/', ':', '@', '%', 'Ā', 'é', 'é'];

describe('names', () => {
  test('of two users never meet, nor does one reach into the place of another', () => {
    for (const one of RESEMBLING) {
      for (const other of RESEMBLING.filter(user => user !== one)) {
        assert.notEqual(storageName('draft', one, 'bob'), storageName('draft', other, 'bob'), `${one} and ${other}`);
        for (const person of RESEMBLING) {
          assert.equal(storageName('draft', one, person).startsWith(storageName('draft', other, '')), false, `${one} to ${person}, and ${other}`);
        }
      }
    }
  });

  test('exist for whatever text comes', () => assert.equal(typeof storageName('draft', '\ud800', '\udc00'), 'string'));
});

describe('a browser that', () => {
  test('keeps texts, keeps them', () => {
    const browser = fake();
    assert.equal(new BrowserStorage(() => browser).set('a', 'one'), true);
    assert.equal(new BrowserStorage(() => browser).get('a'), 'one');
  });

  for (const [name, open] of Object.entries(broken)) {
    test(`${name} does not stop the page`, () => {
      const storage = new BrowserStorage(open());
      assert.equal(storage.set('a/1', 'one'), false);
      assert.equal(storage.get('a/1'), 'one');
      assert.deepEqual(storage.names('a/'), ['a/1']);
      storage.remove('a/1');
      assert.equal(storage.get('a/1'), undefined);
      assert.deepEqual(storage.names('a/'), []);
    });
  }

  test('gets full shows the newest text and not the one that had room', () => {
    const browser = fake(5);
    const storage = new BrowserStorage(() => browser);
    storage.set('a', 'old');
    assert.equal(storage.set('a', 'too long'), false);
    assert.equal(storage.get('a'), 'too long');
    assert.equal(browser.getItem('a'), null);
    assert.equal(storage.set('a', 'new'), true);
    assert.equal(storage.get('a'), 'new');
  });
});
