import { Entrance } from '../core/api.js';
import { Keepsakes } from '../core/keepsakes.js';
import { Servers } from '../core/servers.js';
import { SessionStore } from '../core/session-store.js';
import { clearAddress } from '../dom/address-bar.js';
import { brandMark } from '../dom/brand-mark.js';
import { element } from '../dom/element.js';
import { keepInputMethodKeys } from '../dom/input-method.js';
import './sign-in-view.js';
import './sign-out-dialog.js';

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
  #retryNow;

  /** @param view the name of the element that a signed-in user sees */
  constructor(view) {
    super();
    this.#view = view;
  }

  connectedCallback() {
    keepInputMethodKeys();
    this.addEventListener('signed-in', event => this.#show(event.detail));
    this.addEventListener('sign-out', ({ detail }) => (detail?.reason ? this.#end(detail.reason) : this.#signOut()));
    this.addEventListener('sign-out-anyway', () => this.#signOutNow());
    this.#sessions.onFarewell(userId => userId === this.#me && this.#leave('You have signed out in another tab.'));
    addEventListener('online', () => this.#retryNow?.());
    this.#resume();
  }

  /** The user wants to go: asks first if that would delete what is not sent. */
  #signOut() {
    const unsent = new Keepsakes(this.#me).unsent;
    if (unsent.drafts + unsent.messages === 0) this.#signOutNow();
    else this.querySelector('sign-out-dialog').ask(unsent);
  }

  #signOutNow() {
    this.#sessions.end(this.#me);
    this.#leave();
  }

  /** The user has gone: nothing that they have written is left to whoever comes next. */
  #leave(reason) {
    new Keepsakes(this.#me).clear();
    clearAddress();
    this.#show(null, reason);
  }

  /** The session has ended by itself: the same user may come back, to what they have written. */
  #end(reason) {
    this.#sessions.lapse(this.#me);
    this.#show(null, reason);
  }

  async #resume() {
    this.#retryNow = undefined;
    if (!this.firstChild) this.#splash('splash-loading', element('p', {}, 'Loading…'));
    try {
      this.#show(await this.#sessions.resume());
    } catch (problem) {
      const timer = setTimeout(() => this.#resume(), TRY_AGAIN_MS);
      this.#retryNow = () => {
        clearTimeout(timer);
        this.#resume();
      };
      this.#splash('splash-failed', element('p', {}, problem.message),
        element('button', { class: 'button', type: 'button', onclick: this.#retryNow }, 'Try again'));
    }
  }

  #splash(kind, ...children) {
    this.replaceChildren(element('main', { class: `splash ${kind}`, role: 'status' }, brandMark(), ...children));
  }

  #show(session, reason) {
    this.#me = session?.userId;
    const view = document.createElement(session ? this.#view : 'sign-in-view');
    view.sessions = this.#sessions;
    if (session) Object.assign(view, { session, servers: this.#servers });
    else view.reason = reason;
    document.title = this.#title;
    this.replaceChildren(view, document.createElement('sign-out-dialog'));
  }
}
