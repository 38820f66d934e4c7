import { secondLabel } from '../core/time-format.js';
import { element } from '../dom/element.js';
import { icon } from '../dom/icons.js';

/** What has gone wrong, and when. Stays until it is dismissed, or until something else goes wrong. */
class ErrorNote extends HTMLElement {
  #words = element('p', { role: 'alert' });

  connectedCallback() {
    if (this.firstChild) return;
    this.hidden = true;
    this.append(this.#words, element('button', {
      class: 'icon-button', type: 'button', 'aria-label': 'Dismiss', title: 'Dismiss', 'data-testid': 'dismiss', onclick: () => this.dismiss(),
    }, icon('close')));
  }

  show(text) {
    this.hidden = false;
    this.#words.textContent = `${secondLabel(new Date())} · ${text}`;
  }

  dismiss() {
    this.hidden = true;
    this.#words.textContent = '';
  }
}

customElements.define('error-note', ErrorNote);
