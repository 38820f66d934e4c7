import { element, tell } from '../dom/element.js';

const PATIENCE_MS = 1_500;

/**
 * Says that the connection is gone, and when the next try is: at once if the device is offline, else once it has been gone for a
 * moment.
 * Property `connection` (the `state` of the gateway). Event `reconnect-now`.
 */
class ReconnectBanner extends HTMLElement {
  #connection;
  #timer;
  #text = element('span', { role: 'status' });
  /** Apart from the text, so that a screen reader does not read each second. */
  #countdown = element('span', { class: 'countdown', 'aria-hidden': 'true' });
  #button = element('button', { class: 'button small', type: 'button', onclick: () => tell(this, 'reconnect-now') }, 'Reconnect now');

  connectedCallback() {
    this.dataset.testid = 'reconnect-banner';
    this.hidden = true;
    this.append(element('p', {}, this.#text, ' ', this.#countdown), this.#button);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  set connection(connection) {
    this.#connection = connection;
    this.#show();
  }

  #show() {
    clearTimeout(this.#timer);
    const { phase, downSince, retryAt } = this.#connection;
    const down = phase !== 'connected';
    const early = down && navigator.onLine ? downSince + PATIENCE_MS - Date.now() : 0;
    this.hidden = !down || early > 0;
    if (!down) this.#text.textContent = '';
    if (!down) return;
    if (!this.hidden) this.#say(phase === 'waiting' ? retryAt : undefined);
    this.#timer = setTimeout(() => this.#show(), early > 0 ? early : 250);
  }

  #say(retryAt) {
    const text = navigator.onLine ? (retryAt ? 'Connection lost.' : 'Reconnecting…') : 'You are offline. What you write is sent when you are back.';
    if (this.#text.textContent !== text) this.#text.textContent = text;
    const seconds = Math.max(1, Math.ceil((retryAt - Date.now()) / 1000));
    this.#countdown.textContent = retryAt && navigator.onLine ? `Next try in ${seconds} s.` : '';
    this.#button.disabled = !retryAt;
  }
}

customElements.define('reconnect-banner', ReconnectBanner);
