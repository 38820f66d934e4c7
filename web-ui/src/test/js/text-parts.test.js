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

test('a link ends where a person would end it', () => {
  const page = 'https://a.example/b';
  for (const behind of [
    '.', ',', ';', ':', '!', '?', '…', '."', '”', '’', '»', '), and', '].', '}', ')**', '_', '?)', '。', '、', '」', '』', '】', '）', '。次の文', '、https', '，然后', '！', '：',
    '؟', '،', '।', '\u3000次', '](https', '>', '`', '`.',
  ]) assert.deepEqual(links(page + behind).slice(0, 1), [page], behind);
  for (const around of ['「*」', '（*）', '(*)', '[*]', '“*”', '«*»', '【*】。', "'*'", '<*>', '(see *).', '`*`']) {
    assert.deepEqual(links(around.replace('*', page)), [page], around);
  }
});

test('a link keeps what is its own', () => {
  for (const link of [
    'https://en.wikipedia.org/wiki/Tick_(disambiguation)', 'https://ja.wikipedia.org/wiki/東京タワー', 'https://a.example/?q=(a[b]{c})', 'https://a.example/b/',
    'https://a.example/b#', 'https://a.example/50%', 'https://a.example/a.b,c;d:e!f', 'http://[::1]:8080/x', 'https://例え.jp/あ', 'https://a.example/@', 'https://münchen.example/ä',
  ]) assert.deepEqual(links(`${link} and on`), [link], link);
});

test('a sentence that goes on without a blank does not become the host', () => {
  assert.deepEqual(links('https://example.orgを見て'), ['https://example.org']);
  assert.deepEqual(links('见https://example.org吧'), ['https://example.org']);
  assert.deepEqual(links('https://example.org:8080を'), ['https://example.org:8080']);
});

test('two links side by side are two', () => {
  assert.deepEqual(links('[https://a.example](https://b.example)'), ['https://a.example', 'https://b.example']);
  assert.deepEqual(links('https://a.example、https://b.example'), ['https://a.example', 'https://b.example']);
});

test('a long text of somebody else is read once, whatever it is made of', () => {
  const most = 64 * 1024;
  for (const piece of ['http://a)', '!', '(', 'http://a.b', 'http://', '。', ')!']) {
    const text = `http://a.example/${piece.repeat(most / piece.length)}x`;
    assert.equal(textParts(text).map(part => part.text).join(''), text, piece);
  }
  assert.deepEqual(links(`https://a.example/${'x'.repeat(2_000)}`).length, 1);
});

test('a few emoji alone are large', () => {
  for (const text of ['👍', '❤️ 🧦', '👨‍👩‍👧‍👦', '🇩🇪']) assert.equal(isEmojiOnly(text), true, text);
  for (const text of ['', ' ', '1', '#', 'hi 👍', '👍'.repeat(7)]) assert.equal(isEmojiOnly(text), false, text);
});
