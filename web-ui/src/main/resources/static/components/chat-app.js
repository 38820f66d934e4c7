import { Entrance } from '../core/api.js';
import { Servers } from '../core/servers.js';
import { SessionStore } from '../core/session-store.js';
import { brandMark } from '../dom/brand-mark.js';
import { element } from '../dom/element.js';
import './chat-view.js';
import './sign-in-view.js';

const TRY_AGAIN_MS = 2_000;

/** The page: the chat when somebody is signed in, else the way to sign in. */
class ChatApp extends HTMLElement {
  #servers = new Servers(location.origin);
  #sessions = new SessionStore(new Entrance(this.#servers));
  #me;

  connectedCallback() {
    this.addEventListener('signed-in', event => this.#show(event.detail));
    this.addEventListener('sign-out', event => {
      this.#sessions.end(this.#me);
      this.#show(null, event.detail?.reason);
    });
    this.#sessions.onFarewell(userId => userId === this.#me && this.#show(null, 'You have signed out in another tab.'));
    this.#resume();
  }

  async #resume() {
    try {
      this.#show(await this.#sessions.resume());
    } catch (problem) {
      this.replaceChildren(element('main', { class: 'splash', role: 'status' }, brandMark(), element('p', {}, problem.message)));
      setTimeout(() => this.#resume(), TRY_AGAIN_MS);
    }
  }

  #show(session, reason) {
    this.#me = session?.userId;
    const view = document.createElement(session ? 'chat-view' : 'sign-in-view');
    view.sessions = this.#sessions;
    if (session) Object.assign(view, { session, servers: this.#servers });
    else view.reason = reason;
    document.title = 'distriSocks';
    this.replaceChildren(view);
  }
}

customElements.define('chat-app', ChatApp);
