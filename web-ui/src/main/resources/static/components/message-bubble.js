import { isBlank } from '../core/visible-text.js';
import { isEmojiOnly } from '../core/text-parts.js';
import { fullLabel } from '../core/time-format.js';
import { element, tell } from '../dom/element.js';
import { personName } from '../dom/person-name.js';
import { richText } from '../dom/rich-text.js';
import { statusIcon } from '../dom/status-icon.js';

/** After so long a message that still waits may be taken back. */
const WAITS_LONG_MS = 3_000;

/**
 * One message. Property `row`, see `messageRows`; property `peerName`.
 * Events `retry` ([client_id]), `edit` (client_id), `discard` (client_id) and `message-info` (the row).
 */
class MessageBubble extends HTMLElement {
  #row;
  #timer;

  connectedCallback() {
    if (this.#row) this.#followWaiting(this.#row.message);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  get row() {
    return this.#row;
  }

  set row(row) {
    const before = this.#row;
    this.#row = row;
    if (before && before.message === row.message && before.first === row.first && before.last === row.last && before.time === row.time) return;
    this.classList.toggle('mine', row.mine);
    this.classList.toggle('first', row.first);
    this.classList.toggle('last', row.last);
    if (before?.message !== row.message || before.time !== row.time) this.#show(row, before?.message);
  }

  #show(row, before) {
    const { message, mine } = row;
    const { message_id, status, payload, problem } = message;
    this.dataset.status = status;
    if (message_id) this.dataset.messageId = message_id;
    if (before?.payload === payload && status !== 'failed' && before.status !== 'failed') {
      const meta = this.querySelector('.bubble-meta');
      const focused = document.activeElement === meta;
      const shown = this.#meta(row, meta.tabIndex);
      meta.replaceWith(shown);
      if (focused) shown.focus();
      this.#followWaiting(message);
      return;
    }
    this.dataset.testid = 'bubble';
    this.classList.toggle('large', isEmojiOnly(payload));
    this.replaceChildren(
      element('div', { class: 'bubble-body' },
        element('span', { class: 'visually-hidden' }, ...(mine ? ['You: '] : [personName(this.peerName), ': '])),
        element('div', { class: 'bubble-text', dir: 'auto' },
          isBlank(payload) ? element('em', { class: 'bubble-blank' }, 'Empty message') : element('span', { class: 'bubble-words' }, ...richText(payload)),
          this.#meta(row, -1))),
      ...(status === 'failed' ? [this.#failure(message, problem)] : []));
    this.#followWaiting(message);
  }

  /** The time and the tick, which lead to all that is known. One of them stands in the tab order, the arrows lead on. */
  #meta({ message: { created_at, status }, mine, time }, tabIndex) {
    const at = new Date(created_at);
    return element('button', {
      class: 'bubble-meta', type: 'button', dir: 'ltr', tabindex: tabIndex, title: `${fullLabel(at)} – message info`, 'data-testid': 'info',
      onclick: () => tell(this, 'message-info', this.#row),
    },
    element('time', { datetime: created_at }, time), mine && statusIcon(status));
  }

  #failure({ client_id }, problem) {
    return element('div', { class: 'bubble-actions bubble-failure', role: 'alert' },
      element('p', {}, `Not sent: ${problem}`),
      element('p', {}, this.#action('Retry', 'retry', [client_id]), this.#action('Edit', 'edit', client_id), this.#action('Discard', 'discard', client_id)));
  }

  /** A message that goes its way at once is not worth a line. */
  #followWaiting({ client_id, created_at, status }) {
    clearTimeout(this.#timer);
    const shown = this.querySelector('.bubble-waiting');
    if (status !== 'pending') shown?.remove();
    if (status !== 'pending' || shown) return;
    const offer = () => this.append(element('p', { class: 'bubble-actions bubble-waiting' },
      'Waiting to be sent', this.#action('Edit', 'edit', client_id), this.#action('Discard', 'discard', client_id)));
    this.#timer = setTimeout(offer, Math.max(0, Date.parse(created_at) + WAITS_LONG_MS - Date.now()));
  }

  #action(words, type, detail) {
    return element('button', { class: 'link-button', type: 'button', 'data-testid': type, onclick: () => tell(this, type, detail) }, words);
  }
}

customElements.define('message-bubble', MessageBubble);
