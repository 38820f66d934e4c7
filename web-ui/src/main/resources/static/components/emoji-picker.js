import { element, tell } from '../dom/element.js';
import { icon } from '../dom/icons.js';

const COLUMNS = 8;
const EMOJI = [
  ['😀', 'grinning'], ['😄', 'laughing'], ['😂', 'tears of joy'], ['🙂', 'smiling'], ['😉', 'winking'], ['😊', 'blushing'], ['😍', 'in love'], ['😘', 'kiss'],
  ['😎', 'cool'], ['🤔', 'thinking'], ['🙃', 'upside down'], ['😅', 'relieved'], ['😢', 'crying'], ['😭', 'sobbing'], ['😡', 'angry'], ['😱', 'shocked'],
  ['😴', 'asleep'], ['🤗', 'hugging'], ['🤷', 'shrugging'], ['🙏', 'please'], ['👍', 'thumbs up'], ['👎', 'thumbs down'], ['👏', 'applause'], ['🙌', 'raised hands'],
  ['👋', 'waving'], ['💪', 'strong'], ['🤝', 'handshake'], ['✌️', 'victory'], ['❤️', 'heart'], ['💔', 'broken heart'], ['🔥', 'fire'], ['✨', 'sparkles'],
  ['🎉', 'party'], ['🎂', 'cake'], ['☕', 'coffee'], ['🍕', 'pizza'], ['🌍', 'earth'], ['☀️', 'sun'], ['🌧️', 'rain'], ['🚀', 'rocket'],
  ['✅', 'done'], ['❌', 'cross'], ['⚠️', 'warning'], ['❓', 'question'], ['💡', 'idea'], ['📌', 'pin'], ['🐛', 'bug'], ['🧦', 'socks'],
];

/** A button that opens a field of emoji; the arrows move in it, Escape closes it. Event `pick-emoji` (the emoji). */
class EmojiPicker extends HTMLElement {
  #field = element('div', { class: 'emoji-field', id: 'emoji-field', popover: 'auto', role: 'group', 'aria-label': 'Emoji' },
    ...EMOJI.map(([emoji, name], place) => element('button', {
      type: 'button', class: 'emoji', tabindex: place ? -1 : 0, 'aria-label': name, title: name, onclick: () => this.#pick(emoji),
    }, emoji)));
  #button = element('button', {
    class: 'icon-button emoji-button', type: 'button', 'aria-label': 'Emoji', title: 'Emoji', 'aria-expanded': 'false', popovertarget: 'emoji-field',
    'data-testid': 'emoji',
  }, icon('smile'));

  connectedCallback() {
    if (this.firstChild) return;
    this.append(this.#button, this.#field);
    this.#field.addEventListener('keydown', event => this.#move(event));
    this.#field.addEventListener('toggle', ({ newState }) => {
      this.#button.setAttribute('aria-expanded', String(newState === 'open'));
      if (newState === 'open') this.#field.firstElementChild.focus();
    });
  }

  #pick(emoji) {
    this.#field.hidePopover();
    tell(this, 'pick-emoji', emoji);
  }

  #move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...this.#field.children];
    all[all.indexOf(document.activeElement) + step]?.focus();
  }
}

customElements.define('emoji-picker', EmojiPicker);
