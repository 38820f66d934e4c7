import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEmojiOnly, textParts } from '../../main/resources/static/core/text-parts.js';

const links = text => textParts(text).filter(part => part.href).map(part => part.href);

test('pieces make up the text', () => {
  const text = 'see https://a.example/x?y=1#z, and http://b.example (https://c.example/(d)) or not';
  assert.equal(textParts(text).map(part => part.text).join(''), text);
  assert.deepEqual(links(text), ['https://a.example/x?y=1#z', 'http://b.example', 'https://c.example/(d)']);
});

test('a text without links is one piece', () => {
  assert.deepEqual(textParts('a <b>\n\nc'), [{ text: 'a <b>\n\nc' }]);
  assert.deepEqual(textParts(''), []);
});

test('only the web is linked', () => {
  for (const text of [
    'javascript:alert(1)', 'data:text/html,<script>', 'file:///etc/passwd', 'http://', 'https://[', 'xhttps:/a', 'vbscript:x',
  ]) assert.deepEqual(links(text), [], text);
});

test('a link ends before what could hide its end', () => {
  assert.deepEqual(links('https://a.example"onclick=x'), ['https://a.example']);
  assert.deepEqual(links('<https://a.example>'), ['https://a.example']);
  assert.deepEqual(links('https://a.example/\u202egpj.exe'), ['https://a.example/']);
  assert.deepEqual(links('Is it https://a.example/b?!'), ['https://a.example/b']);
});

test('a few emoji alone are large', () => {
  for (const text of ['👍', '❤️ 🧦', '👨‍👩‍👧‍👦', '🇩🇪']) assert.equal(isEmojiOnly(text), true, text);
  for (const text of ['', ' ', '1', '#', 'hi 👍', '👍'.repeat(7)]) assert.equal(isEmojiOnly(text), false, text);
});
