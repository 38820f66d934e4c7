import { element, tell } from '../dom/element.js';
import { icon } from '../dom/icons.js';
import './emoji-picker.js';

/**
 * Where one writes. Enter sends, Shift+Enter breaks the line.
 * Properties `conversation` {display_name, draft} and `personName`, which may be learnt later. Events `write` (the text; refused if it cannot be taken) and
 * `draft` (what is not sent yet).
 */
class MessageComposer extends HTMLElement {
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
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#write();
    });
    this.append(form);
  }

  set conversation({ display_name, draft }) {
    this.#text.value = draft;
    this.personName = display_name;
    this.#fit();
  }

  set personName(name) {
    const words = `Write to ${name}`;
    if (this.#text.placeholder === words) return;
    this.#text.placeholder = words;
    this.#text.setAttribute('aria-label', `Message to ${name}`);
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
    tell(this, 'draft', this.#text.value);
  }

  #write() {
    const text = this.#text.value.replace(/^\n+|\s+$/g, '');
    this.#text.focus();
    if (!text || !tell(this, 'write', text)) return;
    this.#text.value = '';
    this.#typed();
  }

  /** Grows with the text where the browser does not do it by `field-sizing`. */
  #fit() {
    this.#send.disabled = !this.#text.value.trim();
    if (CSS.supports('field-sizing: content')) return;
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight}px`;
  }
}

customElements.define('message-composer', MessageComposer);
