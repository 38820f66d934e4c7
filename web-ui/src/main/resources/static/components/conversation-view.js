import { avatar } from '../dom/avatar.js';
import { brandMark } from '../dom/brand-mark.js';
import { element, tell } from '../dom/element.js';
import { icon } from '../dom/icons.js';
import { personName } from '../dom/person-name.js';
import { presenceDot } from '../dom/presence-dot.js';
import './message-composer.js';
import './message-log.js';

/** The open conversation: with whom, the messages, the place to write. Property `view` {me, conversation?}. Event `leave-conversation`. */
class ConversationView extends HTMLElement {
  #user;
  #who = element('div', { class: 'conversation-who' });
  #log = document.createElement('message-log');
  #composer = document.createElement('message-composer');
  #back = element('button', {
    class: 'icon-button conversation-back', type: 'button', 'aria-label': 'Back to conversations', onclick: () => tell(this, 'leave-conversation'),
  }, icon('back'));
  #header = element('div', { class: 'conversation-header' }, this.#back, this.#who);
  #failures = element('div', { class: 'conversation-failures', hidden: true });
  #empty = element('div', { class: 'conversation-empty' },
    brandMark(), element('p', {}, 'Pick a conversation, or find a person to write to.'));

  connectedCallback() {
    this.append(this.#empty);
  }

  set view({ me, conversation }) {
    if (!conversation) {
      this.#user = undefined;
      this.replaceChildren(this.#empty);
      return;
    }
    const { user_id, display_name, draft } = conversation;
    const opened = user_id !== this.#user;
    if (opened) {
      this.#user = user_id;
      this.replaceChildren(this.#header, this.#log, this.#failures, this.#composer);
      this.#composer.conversation = { user_id, display_name, draft };
    }
    this.#composer.personName = display_name;
    this.#name(conversation);
    this.#showFailures(conversation.messages.filter(({ status }) => status === 'failed'));
    this.#log.view = { me, conversation };
    if (opened && matchMedia('(pointer: fine)').matches) this.#composer.focus();
  }

  #name({ user_id, display_name, online }) {
    const shown = JSON.stringify([user_id, display_name, online]);
    if (this.#who.dataset.shown === shown) return;
    this.#who.dataset.shown = shown;
    this.#who.replaceChildren(
      element('span', { class: 'person-picture' }, avatar(user_id, display_name), online && presenceDot()),
      element('div', { class: 'conversation-names' },
        element('h2', {}, personName(display_name)),
        element('p', {}, '@', personName(user_id), online && ' · online')));
  }

  /** One alone has its buttons at its bubble. */
  #showFailures(failed) {
    const ids = failed.map(({ client_id }) => client_id);
    this.#failures.hidden = ids.length < 2;
    if (this.#failures.hidden || this.#failures.dataset.count === String(ids.length)) return;
    this.#failures.dataset.count = ids.length;
    const retryAll = () => tell(this, 'retry', ids);
    this.#failures.replaceChildren(
      element('span', { role: 'status' }, `${ids.length} messages were not sent.`),
      element('button', { class: 'button small', type: 'button', 'data-testid': 'retry-all', onclick: retryAll }, 'Retry all'));
  }
}

customElements.define('conversation-view', ConversationView);
