import { endSession, keepSession, loadSession } from '../core/session-store.js';
import '../components/sign-in-view.js';
import './cluster-view.js';

/** The page: the cluster when somebody is signed in, else the way to sign in. */
class ClusterApp extends HTMLElement {
  connectedCallback() {
    this.addEventListener('signed-in', event => this.#show(keepSession(event.detail.tokens, event.detail.username)));
    this.addEventListener('sign-out', event => {
      endSession();
      this.#show(null, event.detail?.reason);
    });
    this.#show(loadSession());
  }

  #show(session, reason) {
    const view = document.createElement(session ? 'cluster-view' : 'sign-in-view');
    if (session) view.session = session;
    else view.reason = reason;
    this.replaceChildren(view);
  }
}

customElements.define('cluster-app', ClusterApp);
