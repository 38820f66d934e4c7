import { bytesLeft, isNearLimit } from '../core/chat-logic.js';
import { isBlank } from '../core/visible-text.js';
import { element, tell } from '../dom/element.js';
import { icon } from '../dom/icons.js';
import { isolated } from '../dom/person-name.js';
import './emoji-picker.js';

const number = new Intl.NumberFormat();

/**
 * Where one writes. Enter sends, Shift+Enter breaks the line. Near the longest message a counter appears; a text that is too
 * long stays here to be shortened.
 * Properties `conversation` {user_id, display_name, draft}, `draft`, and `personName`, which may be learnt
 * later. Events `write` {to, text}, refused if it cannot be taken, and `draft` {to, text}, what is not sent yet. Both name the
 * person whom the composer shows: the page may be on its way to another one.
 */
class MessageComposer extends HTMLElement {
  #to;
  #text = element('textarea', {
    class: 'composer-text', rows: 1, dir: 'auto', autocomplete: 'off', 'data-testid': 'composer', enterkeyhint: 'send', 'aria-describedby': 'composer-count',
  });
  #send = element('button', { class: 'composer-send', 'aria-label': 'Send', title: 'Send', 'data-testid': 'send', disabled: true }, icon('send'));
  #emoji = document.createElement('emoji-picker');
  #count = element('p', { class: 'composer-count', id: 'composer-count', 'data-testid': 'composer-count', hidden: true });
  /** Apart from the counter, so that a screen reader does not read each letter's bytes. */
  #alert = element('span', { class: 'visually-hidden', role: 'status' });

  connectedCallback() {
    if (this.firstChild) return;
    const form = element('form', { class: 'composer-box' }, this.#emoji, this.#text, this.#send);
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.#write();
    });
    this.#emoji.addEventListener('pick-emoji', event => this.#insert(event.detail));
    this.#text.addEventListener('input', () => this.#typed());
    this.#text.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || event.shiftKey) return;
      event.preventDefault();
      // An Enter that is held down since the search would send the draft that it has just opened.
      if (!event.repeat) this.#write();
    });
    this.append(this.#alert, this.#count, form);
  }

  set conversation({ user_id, display_name, draft }) {
    this.#to = user_id;
    this.draft = draft;
    this.personName = display_name;
    this.#fit();
  }

  /** What is not sent yet, if it has changed elsewhere: in another tab, or by taking a message back. */
  set draft(text) {
    const shown = text.replace(/\r\n?/g, '\n');
    if (shown === this.#text.value) return;
    this.#text.value = shown;
    this.#fit();
  }

  set personName(name) {
    const words = `Write to ${isolated(name)}`;
    if (this.#text.placeholder === words) return;
    this.#text.placeholder = words;
    this.#text.setAttribute('aria-label', `Message to ${isolated(name)}`);
  }

  focus() {
    this.#text.focus();
  }

  #insert(text) {
    this.#text.focus();
    this.#text.setRangeText(text, this.#text.selectionStart, this.#text.selectionEnd, 'end');
    this.#typed();
  }

  #typed() {
    this.#fit();
    tell(this, 'draft', { to: this.#to, text: this.#text.value });
  }

  #write() {
    const text = this.#message;
    this.#text.focus();
    if (isBlank(text) || this.#isTooLong || !tell(this, 'write', { to: this.#to, text })) return;
    this.#text.value = '';
    this.#typed();
  }

  /** The text as it is sent. */
  get #message() {
    return this.#text.value.replace(/^\n+/, '').trimEnd();
  }

  get #isTooLong() {
    return bytesLeft(this.#message) < 0;
  }

  #showCount() {
    const left = bytesLeft(this.#message);
    this.#count.hidden = !isNearLimit(left);
    this.#count.classList.toggle('over', left < 0);
    this.#text.setAttribute('aria-invalid', String(left < 0));
    const alert = left < 0 ? 'Too long to be sent.' : '';
    if (this.#alert.textContent !== alert) this.#alert.textContent = alert;
    this.#count.textContent = left < 0
      ? `Too long by ${number.format(-left)} bytes. Shorten it, or send it in pieces.`
      : `${number.format(left)} bytes left`;
  }

  /** Grows with the text where the browser does not do it by `field-sizing`. */
  #fit() {
    this.#showCount();
    this.#send.disabled = isBlank(this.#text.value) || this.#isTooLong;
    if (CSS.supports('field-sizing: content')) return;
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight}px`;
  }
}

customElements.define('message-composer', MessageComposer);
