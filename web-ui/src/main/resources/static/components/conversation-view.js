import { avatar } from '../dom/avatar.js';
import { brandMark } from '../dom/brand-mark.js';
import { element, tell } from '../dom/element.js';
import { icon } from '../dom/icons.js';
import { personName } from '../dom/person-name.js';
import { presenceDot } from '../dom/presence-dot.js';
import './message-composer.js';
import './message-log.js';

/** The open conversation: with whom, the messages, the place to write. Property `view` {me, conversation?, nobody?}. Event `leave-conversation`. */
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

  #missing = element('p', { class: 'missing-words' });
  #nobody = element('div', { class: 'conversation-empty', role: 'alert', 'data-testid': 'nobody' },
    brandMark(), element('h2', {}, 'Nobody is here'), this.#missing,
    element('button', { class: 'button', type: 'button', onclick: () => tell(this, 'leave-conversation') }, 'Back to conversations'));

  connectedCallback() {
    this.append(this.#empty);
  }

  set view({ me, conversation, nobody }) {
    if (!conversation) {
      this.#user = undefined;
      this.#showInstead(nobody);
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
    this.#composer.draft = draft;
    this.#name(conversation);
    this.#showFailures(conversation);
    this.#log.view = { me, conversation };
    if (opened && matchMedia('(pointer: fine)').matches) this.#composer.focus();
  }

  #showInstead(nobody) {
    const shown = nobody ? this.#nobody : this.#empty;
    const words = nobody?.user ? ['There is no person called “', personName(nobody.user), '”.'] : ['This link does not name a person.'];
    const said = nobody?.user ?? '';
    if (this.#missing.dataset.user !== said) this.#missing.replaceChildren(...words);
    this.#missing.dataset.user = said;
    if (this.firstChild !== shown) this.replaceChildren(shown);
  }

  focusComposer() {
    this.#composer.focus();
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

  /** What needs the user: newer messages that could not be loaded, and failed ones; one alone has its buttons at its bubble. */
  #showFailures({ messages, problem, loaded }) {
    const ids = messages.filter(({ status }) => status === 'failed').map(({ client_id }) => client_id);
    const isBehind = Boolean(problem) && !loaded && messages.length > 0;
    const shown = JSON.stringify([isBehind, ids]);
    this.#failures.hidden = !isBehind && ids.length < 2;
    if (this.#failures.hidden || this.#failures.dataset.shown === shown) return;
    this.#failures.dataset.shown = shown;
    const [words, button, testId, act] = isBehind
      ? ['Newer messages could not be loaded.', 'Try again', 'reload-newer', () => tell(this, 'reload')]
      : [`${ids.length} messages were not sent.`, 'Retry all', 'retry-all', () => tell(this, 'retry', ids)];
    this.#failures.replaceChildren(
      element('span', { role: 'status' }, words),
      element('button', { class: 'button small', type: 'button', 'data-testid': testId, onclick: act }, button));
  }
}

customElements.define('conversation-view', ConversationView);
