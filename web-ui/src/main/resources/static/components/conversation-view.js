import { avatar } from '../dom/avatar.js';
import { brandMark } from '../dom/brand-mark.js';
import { element, tell } from '../dom/element.js';
import { icon } from '../dom/icons.js';
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
      this.replaceChildren(this.#header, this.#log, this.#composer);
      this.#composer.conversation = { user_id, display_name, draft };
    }
    this.#name(user_id, display_name);
    this.#log.view = { me, conversation };
    if (opened && matchMedia('(pointer: fine)').matches) this.#composer.focus();
  }

  #name(userId, displayName) {
    if (this.#who.dataset.user === userId && this.#who.dataset.name === displayName) return;
    Object.assign(this.#who.dataset, { user: userId, name: displayName });
    this.#who.replaceChildren(avatar(userId, displayName), element('div', { class: 'conversation-names' },
      element('h2', { dir: 'auto' }, displayName),
      element('p', {}, `@${userId}`)));
  }
}

customElements.define('conversation-view', ConversationView);
