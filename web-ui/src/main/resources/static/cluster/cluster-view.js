import '../components/error-note.js';
import { secondLabel } from '../core/time-format.js';
import { element, tell } from '../dom/element.js';
import { brandMark } from '../dom/brand-mark.js';
import { icon } from '../dom/icons.js';
import { ClusterSession } from './cluster-session.js';
import { shortMillis, shortNumber } from './cluster-logic.js';
import './flow-map.js';
import './rate-chart.js';
import './trace-view.js';

const LOOKS_EVERY_MS = 1_000;

/** Everything that a signed-in user may see of the cluster. Properties `session` {userId, accessToken}, `sessions` and `servers`. Event `sign-out` {reason?}. */
class ClusterView extends HTMLElement {
  #session;
  #phase = element('span', { class: 'cluster-phase', role: 'status', 'data-testid': 'connected-pod' });
  #notice = element('error-note', { 'data-testid': 'cluster-problem' });
  #asOf = element('p', { class: 'cluster-as-of', role: 'status', hidden: true, 'data-testid': 'as-of' });
  #timer;
  #map = document.createElement('flow-map');
  #trace = document.createElement('trace-view');
  #charts = [
    chart('Messages a second', [['accepted', 'accepted'], ['sent', 'SENT'], ['delivered', 'DELIVERED']], shortNumber, 10),
    chart('From SEND to DELIVERED', [['p50', 'p50'], ['p99', 'p99']], shortMillis, 10),
    chart('Waiting in inboxes', [['inbox', 'messages']], shortNumber, 10),
  ];
  #picture = element('div', { class: 'cluster-picture', hidden: true });
  #refused = element('p', { class: 'cluster-refused', hidden: true, 'data-testid': 'not-an-operator' },
    'The picture of the cluster is for operators. You can follow your own messages below.');

  #first = element('p', { class: 'cluster-first', role: 'status', 'data-testid': 'cluster-first' });

  connectedCallback() {
    this.#session = new ClusterSession(this.session, this.sessions, this.servers);
    this.#trace.source = this.#session;
    this.#picture.append(
      element('section', { 'aria-labelledby': 'map-title', class: 'panel' },
        element('h2', { id: 'map-title' }, 'Pods and topics'), this.#map),
      element('section', { 'aria-labelledby': 'charts-title', class: 'charts' },
        element('h2', { id: 'charts-title', class: 'visually-hidden' }, 'The last three minutes'), ...this.#charts));
    this.append(
      element('header', { class: 'cluster-bar' },
        brandMark(), element('h1', {}, 'Cluster'), this.#phase,
        element('a', { class: 'button small', href: '/' }, 'Chat'),
        element('button', { class: 'icon-button', type: 'button', 'aria-label': 'Sign out', title: 'Sign out', onclick: () => tell(this, 'sign-out') },
          icon('sign-out'))),
      element('main', { class: 'cluster-main' }, this.#notice, this.#first, this.#refused, this.#asOf, this.#picture,
        element('section', { 'aria-labelledby': 'trace-title', class: 'panel' },
          element('h2', { id: 'trace-title' }, 'Follow one message'), this.#trace)));
    this.#session.addEventListener('change', () => this.#draw());
    this.#session.addEventListener('notice', event => this.#notice.show(event.detail));
    this.#session.addEventListener('ended', () => tell(this, 'sign-out', { reason: 'Your session has ended. Sign in again.' }));
    this.#showFirst(this.#session.first);
    this.#session.start().then(() => this.#draw());
    this.#timer = setInterval(() => this.#showAge(), LOOKS_EVERY_MS);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    this.#session.stop();
  }

  #draw() {
    const { connection, operator, frame, history } = this.#session;
    const text = connection.phase === 'connected' ? `connected to ${connection.pod}` : connection.phase === 'connecting' ? 'connecting…' : 'not connected, trying again';
    if (this.#phase.textContent !== text) this.#phase.textContent = text;
    this.#phase.dataset.phase = connection.phase;
    this.#showFirst(this.#session.first);
    this.#refused.hidden = operator !== false;
    this.#picture.hidden = !frame;
    if (!frame) return;
    this.#map.frame = frame;
    for (const drawn of this.#charts) drawn.history = history;
    this.#showAge();
  }

  /** A picture that is no longer true says of when it is. */
  #showAge() {
    const { connection, isOld, takenAt } = this.#session;
    this.#picture.classList.toggle('is-old', isOld);
    this.#asOf.hidden = !isOld;
    const text = isOld ? `As of ${secondLabel(new Date(takenAt))}. ${connection.phase === 'connected' ? 'Nothing has come since then.' : 'No pod can be reached.'}` : '';
    if (this.#asOf.textContent !== text) this.#asOf.textContent = text;
  }

  /**
   * Until something is known it loads, or it has failed: neither looks like a cluster without pods. Why it has failed is in the
   * error note, which stays until it is dismissed.
   */
  #showFirst(phase) {
    const words = { loading: 'Loading the cluster…', failed: 'The cluster could not be loaded. ', loaded: '' }[phase];
    if (this.#first.dataset.words === words) return;
    this.#first.dataset.words = words;
    this.#first.replaceChildren(words);
    if (phase === 'failed') {
      this.#first.append(element('button', { class: 'link-button', type: 'button', 'data-testid': 'try-again', onclick: () => this.#session.startNow() }, 'Try again'));
    }
  }
}

function chart(title, series, format, least) {
  const made = document.createElement('rate-chart');
  made.chart = { title, series, format, least };
  return made;
}

customElements.define('cluster-view', ClusterView);
