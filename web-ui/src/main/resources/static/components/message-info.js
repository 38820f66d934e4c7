import { beginning } from '../core/visible-text.js';
import { exactLabel, fullLabel } from '../core/time-format.js';
import { element } from '../dom/element.js';
import { icon } from '../dom/icons.js';
import { statusIcon } from '../dom/status-icon.js';

const WORDS = { NONE: 'Stored', SENT: 'Sent', DELIVERED: 'Delivered' };

/** What became of one message: each status with its time and pod. */
class MessageInfo extends HTMLElement {
  /** What loads the message shown: an answer for another one comes too late. */
  #asked;
  #steps = element('ol', { class: 'info-steps' });
  #text = element('p', { class: 'info-text', dir: 'auto' });
  #id = element('code', { class: 'info-id' });
  #trace = element('a', { class: 'button info-trace', 'data-testid': 'trace' }, icon('trace'), 'Trace its way');
  #close = element('button', { class: 'icon-button', type: 'button', 'aria-label': 'Close', onclick: () => this.#dialog.close() }, icon('close'));
  #dialog = element('dialog', { class: 'dialog', 'aria-labelledby': 'info-title', 'data-testid': 'message-info' },
    element('header', { class: 'info-header' }, element('h2', { id: 'info-title' }, 'Message info'), this.#close),
    this.#text, this.#steps,
    element('footer', { class: 'info-footer' }, this.#id, this.#trace));

  connectedCallback() {
    this.append(this.#dialog);
    this.#dialog.addEventListener('click', event => event.target === this.#dialog && this.#dialog.close());
  }

  /** Opens with what is known of the message of a row; `load` answers `{message, statuses}`. */
  async show({ message, mine }, load) {
    this.#text.textContent = beginning(message.payload, 300);
    this.#id.textContent = message.message_id ?? 'not stored yet';
    this.#trace.hidden = !mine || !message.message_id;
    this.#trace.href = `/cluster#trace=${message.message_id}`;
    this.#asked = load;
    this.#dialog.showModal();
    if (!message.message_id) {
      this.#steps.replaceChildren(line(message.status === 'failed' ? 'It was not sent.' : 'It waits in this browser until it can be sent.'));
      return;
    }
    await this.#load(load);
  }

  async #load(load) {
    this.#steps.replaceChildren(line('Loading…'));
    try {
      const { statuses } = await load();
      if (this.#asked !== load) return;
      this.#steps.replaceChildren(...statuses.map((reached, place) => step(reached, statuses[place - 1])));
    } catch (problem) {
      if (this.#asked !== load) return;
      const again = () => this.#load(load);
      this.#steps.replaceChildren(line(`${problem.message} `, element('button', { class: 'link-button', type: 'button', onclick: again }, 'Try again')));
    }
  }
}

function line(...words) {
  return element('li', { class: 'info-line' }, ...words);
}

/** `Delivered · +12 ms · 14:05:09.123 · by pod-1`. */
function step({ status, at, pod }, before) {
  const date = new Date(at);
  const later = before ? `+${Math.max(0, date - new Date(before.at))} ms` : undefined;
  return element('li', { class: 'info-step', 'data-status': status },
    statusIcon(status),
    element('strong', {}, WORDS[status]),
    element('time', { datetime: at, title: fullLabel(date) }, exactLabel(date)),
    element('span', { class: 'info-pod' }, [{ SENT: 'to ', DELIVERED: 'by ' }[status], pod].filter(Boolean).join('') || 'in the database'),
    element('span', { class: 'info-later' }, later ?? ''));
}

customElements.define('message-info', MessageInfo);
