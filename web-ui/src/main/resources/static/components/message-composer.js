import { isBlank } from '../core/visible-text.js';
import { element, tell } from '../dom/element.js';
import { icon } from '../dom/icons.js';
import { isolated } from '../dom/person-name.js';
import './emoji-picker.js';

/**
 * Where one writes. Enter sends, Shift+Enter breaks the line.
 * Properties `conversation` {user_id, display_name, draft} and `personName`, which may be learnt later. Events `write` {to, text}, refused if it
 * cannot be taken, and `draft` {to, text}, what is not sent yet. Both name the person whom the composer shows: the page may be on its
 * way to another one.
 */
class MessageComposer extends HTMLElement {
  #to;
  #text = element('textarea', {
    class: 'composer-text', rows: 1, dir: 'auto', autocomplete: 'off', 'data-testid': 'composer', enterkeyhint: 'send',
  });
  #send = element('button', { class: 'composer-send', 'aria-label': 'Send', title: 'Send', 'data-testid': 'send', disabled: true }, icon('send'));
  #emoji = document.createElement('emoji-picker');

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
    this.append(form);
  }

  set conversation({ user_id, display_name, draft }) {
    this.#to = user_id;
    this.#text.value = draft;
    this.personName = display_name;
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
    const text = this.#text.value.replace(/^\n+|\s+$/g, '');
    this.#text.focus();
    if (isBlank(text) || !tell(this, 'write', { to: this.#to, text })) return;
    this.#text.value = '';
    this.#typed();
  }

  /** Grows with the text where the browser does not do it by `field-sizing`. */
  #fit() {
    this.#send.disabled = isBlank(this.#text.value);
    if (CSS.supports('field-sizing: content')) return;
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight}px`;
  }
}

customElements.define('message-composer', MessageComposer);
