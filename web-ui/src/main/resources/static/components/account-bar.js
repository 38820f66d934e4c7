import { avatar } from '../dom/avatar.js';
import { element, tell } from '../dom/element.js';
import { icon } from '../dom/icons.js';

/** Who is signed in, and to which pod. Property `account` {me, connection}. Event `sign-out`. */
class AccountBar extends HTMLElement {
  #name = element('strong', { class: 'account-name' });
  #pod = element('span', { class: 'connected-pod', 'data-testid': 'connected-pod' });
  #me;

  connectedCallback() {
    this.append(
      element('div', { class: 'account-text' }, this.#name, this.#pod),
      element('button', { class: 'icon-button', type: 'button', 'aria-label': 'Sign out', title: 'Sign out', onclick: () => tell(this, 'sign-out') },
        icon('sign-out')));
  }

  set account({ me, connection }) {
    if (me !== this.#me) {
      this.#me = me;
      this.#name.textContent = me;
      this.prepend(avatar(me, me));
    }
    const text = wording(connection);
    if (this.#pod.textContent !== text) this.#pod.textContent = text;
    this.#pod.dataset.phase = connection.phase;
    this.#pod.title = text;
  }
}

function wording({ phase, pod }) {
  if (phase === 'connected') return pod ? `connected to ${pod}` : 'connected';
  return phase === 'connecting' ? 'connecting…' : 'not connected';
}

customElements.define('account-bar', AccountBar);
