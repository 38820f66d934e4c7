import { Entrance } from '../core/api.js';
import { Servers } from '../core/servers.js';
import { SessionStore } from '../core/session-store.js';
import { brandMark } from '../dom/brand-mark.js';
import { element } from '../dom/element.js';
import { keepInputMethodKeys } from '../dom/input-method.js';
import './sign-in-view.js';

const TRY_AGAIN_MS = 2_000;

/**
 * A page: what it is for when somebody is signed in, else the way to sign in.
 * The view gets the properties `session` {userId, accessToken}, `sessions` and `servers`.
 */
export class PageApp extends HTMLElement {
  #view;
  #title = document.title;
  #servers = new Servers(location.origin);
  #sessions = new SessionStore(new Entrance(this.#servers));
  #me;

  /** @param view the name of the element that a signed-in user sees */
  constructor(view) {
    super();
    this.#view = view;
  }

  connectedCallback() {
    keepInputMethodKeys();
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
    const view = document.createElement(session ? this.#view : 'sign-in-view');
    view.sessions = this.#sessions;
    if (session) Object.assign(view, { session, servers: this.#servers });
    else view.reason = reason;
    document.title = this.#title;
    this.replaceChildren(view);
  }
}
