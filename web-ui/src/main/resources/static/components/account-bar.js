import { notificationState, toggleNotifications } from '../core/notifications.js';
import { avatar } from '../dom/avatar.js';
import { element, tell } from '../dom/element.js';
import { icon } from '../dom/icons.js';
import { personName } from '../dom/person-name.js';

/**
 * Who is signed in, and to which pod; and whether the desktop tells of messages.
 * Property `account` {me, connection}. Event `sign-out`.
 */
class AccountBar extends HTMLElement {
  #name = element('strong', { class: 'account-name' });
  #pod = element('span', { class: 'connected-pod', 'data-testid': 'connected-pod' });
  #bell = element('button', { class: 'icon-button', type: 'button', 'data-testid': 'notifications', onclick: () => this.#toggle() });
  #me;

  connectedCallback() {
    this.append(
      element('div', { class: 'account-text' }, this.#name, this.#pod),
      this.#bell,
      element('button', { class: 'icon-button', type: 'button', 'aria-label': 'Sign out', title: 'Sign out', onclick: () => tell(this, 'sign-out') },
        icon('sign-out')));
    this.#ring(notificationState());
  }

  async #toggle() {
    this.#ring(await toggleNotifications());
  }

  #ring(state) {
    const words = { on: 'Desktop notifications are on', off: 'Turn on desktop notifications', denied: 'The browser denies notifications' }[state];
    this.#bell.hidden = state === 'absent';
    this.#bell.disabled = state === 'denied';
    this.#bell.title = words;
    this.#bell.setAttribute('aria-label', 'Desktop notifications');
    this.#bell.setAttribute('aria-pressed', String(state === 'on'));
    this.#bell.replaceChildren(icon(state === 'on' ? 'bell' : 'bell-off'));
  }

  set account({ me, connection }) {
    if (me !== this.#me) {
      this.#me = me;
      this.#name.replaceChildren(personName(me));
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
  if (!navigator.onLine) return 'offline';
  return phase === 'connecting' ? 'connecting…' : 'not connected';
}

customElements.define('account-bar', AccountBar);
