import { fullLabel, timeLabel } from '../core/time-format.js';
import { element, tell } from '../dom/element.js';
import { statusIcon } from '../dom/status-icon.js';

/** One message. Property `row`, see `messageRows`; property `peerName`. Event `retry` (its client_id). */
class MessageBubble extends HTMLElement {
  #row;

  set row(row) {
    const before = this.#row;
    this.#row = row;
    this.classList.toggle('mine', row.mine);
    this.classList.toggle('first', row.first);
    this.classList.toggle('last', row.last);
    if (before?.message !== row.message) this.#show(row);
  }

  #show({ message, mine }) {
    const { message_id, status, payload, problem } = message;
    this.dataset.testid = 'bubble';
    this.dataset.status = status;
    if (message_id) this.dataset.messageId = message_id;
    const author = element('span', { class: 'visually-hidden' }, mine ? 'You: ' : `${this.peerName}: `);
    this.replaceChildren(
      element('div', { class: 'bubble-body' },
        author,
        element('p', { class: 'bubble-text', dir: 'auto' },
          element('span', { class: 'bubble-words' }, payload),
          this.#meta(message, mine))),
      ...(status === 'failed' ? [this.#failure(message, problem)] : []));
  }

  #meta({ created_at, status }, mine) {
    const at = new Date(created_at);
    return element('span', { class: 'bubble-meta', dir: 'ltr' },
      element('time', { datetime: created_at, title: fullLabel(at) }, timeLabel(at)),
      mine && statusIcon(status));
  }

  #failure({ client_id }, problem) {
    const retry = element('button', { class: 'link-button', type: 'button', 'data-testid': 'retry', onclick: () => tell(this, 'retry', client_id) }, 'Retry');
    return element('p', { class: 'bubble-failure', role: 'alert' }, `Not sent. ${problem}`, ' ', retry);
  }
}

customElements.define('message-bubble', MessageBubble);
