import { endSession, keepSession, loadSession } from '../core/session-store.js';
import './chat-view.js';
import './sign-in-view.js';

/** The page: the chat when somebody is signed in, else the way to sign in. */
class ChatApp extends HTMLElement {
  connectedCallback() {
    this.addEventListener('signed-in', event => this.#show(keepSession(event.detail.tokens, event.detail.username)));
    this.addEventListener('sign-out', event => {
      endSession();
      this.#show(null, event.detail?.reason);
    });
    this.#show(loadSession());
  }

  #show(session, reason) {
    const view = document.createElement(session ? 'chat-view' : 'sign-in-view');
    if (session) view.session = session;
    else view.reason = reason;
    document.title = 'distriSocks';
    this.replaceChildren(view);
  }
}

customElements.define('chat-app', ChatApp);
