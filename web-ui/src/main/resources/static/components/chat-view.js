import { ChatSession } from '../core/chat-session.js';
import { countLabel } from '../core/chat-logic.js';
import { DesktopNotes } from '../core/notifications.js';
import { AddressBar } from '../dom/address-bar.js';
import { element, tell } from '../dom/element.js';
import './account-bar.js';
import './conversation-view.js';
import './message-info.js';
import './person-list.js';
import './reconnect-banner.js';

const NOTICE_MS = 6_000;
const HIDDEN_MS = 200;

/**
 * The chat of one signed-in user: gives data down to its parts and turns their events into actions.
 * Properties `session` {userId, accessToken}, `sessions` and `servers`. Event `sign-out` {reason?}.
 * The open conversation stands in the address (`#bob`), so that back and reload do what one expects.
 */
class ChatView extends HTMLElement {
  #chat;
  #address;
  #leave = new AbortController();
  #shown = false;
  #notice = element('p', { class: 'notice', role: 'status' });
  #noticeTimer;
  #banner = document.createElement('reconnect-banner');
  #people = document.createElement('person-list');
  #account = document.createElement('account-bar');
  #conversation = document.createElement('conversation-view');
  #info = document.createElement('message-info');
  #notes;

  connectedCallback() {
    this.#chat = new ChatSession(this.session, this.sessions, this.servers);
    this.#notes = new DesktopNotes(this.session.userId);
    this.#address = new AddressBar(this.session.userId);
    this.append(
      this.#banner,
      element('main', { class: 'panes' },
        element('h1', { class: 'visually-hidden' }, 'distriSocks'),
        element('nav', { class: 'people-pane', 'aria-label': 'Conversations' }, this.#people, this.#account),
        this.#conversation),
      this.#notice, this.#info);
    this.#hearParts();
    this.#hearSession();
    this.#followAddress();
    this.#chat.start();
  }

  disconnectedCallback() {
    this.#leave.abort();
    clearTimeout(this.#noticeTimer);
    this.#notes.close();
    this.#chat.close();
  }

  #hearParts() {
    const on = (type, handle) => this.addEventListener(type, event => handle(event.detail));
    on('pick-person', person => this.#goTo(person));
    on('leave-conversation', () => this.#goBack());
    this.addEventListener('write', event => this.#chat.send(event.detail) || event.preventDefault());
    on('draft', draft => this.#chat.draft(draft));
    on('retry', clientIds => this.#chat.retry(...clientIds));
    on('edit', clientId => this.#takeBack(clientId));
    on('discard', clientId => this.#chat.discard(clientId));
    on('message-info', row => this.#info.show(row, () => this.#chat.past(row.message.message_id)));
    on('load-older', () => this.#chat.loadOlder());
    on('reload', () => this.#chat.reload());
    on('reload-list', () => this.#chat.reloadList());
    on('reconnect-now', () => this.#chat.reconnectNow());
    on('search', prefix => this.#search(prefix));
  }

  #hearSession() {
    const options = { signal: this.#leave.signal };
    this.#chat.addEventListener('change', () => this.#showSoon());
    this.#chat.addEventListener('notice', event => this.#say(event.detail));
    this.#chat.addEventListener('arrived', ({ detail: { message, displayName } }) =>
      this.#chat.isSeen || this.#notes.show(message, displayName, () => this.#goTo({ user_id: message.sender_id })));
    this.#chat.addEventListener('ended', () =>
      tell(this, 'sign-out', { reason: 'Your session has ended. Please sign in again.' }), { once: true });
    addEventListener('popstate', () => this.#followAddress(), options);
    addEventListener('storage', event => this.#chat.writtenElsewhere(event), options);
    addEventListener('online', () => this.#chat.reconnectNow(), options);
    addEventListener('offline', () => this.#chat.checkConnection(), options);
    document.addEventListener('visibilitychange', () => this.#seen(), options);
    addEventListener('focus', () => this.#seen(), options);
    document.addEventListener('keydown', event => this.#shortcut(event), options);
  }

  #takeBack(clientId) {
    this.#chat.edit(clientId);
    this.#show(); // at once: a key that is pressed before the next frame would replace the text
    this.#conversation.focusComposer();
  }

  #seen() {
    if (document.hidden) return;
    this.#chat.seen();
    this.#chat.reconnectNow();
  }

  #shortcut(event) {
    if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.#goTo();
    this.#people.focusSearch();
  }

  async #search(prefix) {
    try {
      this.#people.found = { prefix, people: await this.#chat.search(prefix) };
    } catch (problem) {
      this.#people.found = { prefix, problem: problem.message };
    }
  }

  #goTo(person) {
    if (person?.display_name) this.#chat.meet(person);
    this.#address.goTo(person?.user_id);
    this.#followAddress();
  }

  #goBack() {
    this.#address.leave();
    this.#followAddress();
  }

  #followAddress() {
    const place = this.#address.read();
    this.#chat.open(place);
    this.toggleAttribute('data-open', place.kind !== 'list');
  }

  #say(text) {
    this.#notice.textContent = text;
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = setTimeout(() => (this.#notice.textContent = ''), NOTICE_MS);
  }

  /** Once for all that changed. A page that is hidden, perhaps only just now, gets no animation frames. */
  #showSoon() {
    if (this.#shown) return;
    this.#shown = true;
    const show = () => {
      if (!this.#shown) return;
      this.#shown = false;
      if (this.isConnected) this.#show();
    };
    requestAnimationFrame(show);
    setTimeout(show, HIDDEN_MS);
  }

  #show() {
    const { me, store, connection, conversation, nobody, listing } = this.#chat;
    this.#banner.connection = connection;
    this.#account.account = { me, connection };
    this.#people.list = { me, conversations: store.ordered, open: conversation?.user_id, ...listing };
    this.#conversation.view = { me, conversation, nobody };
    document.title = store.unread ? `(${countLabel(store.unread)}) distriSocks` : 'distriSocks';
  }
}

customElements.define('chat-view', ChatView);
