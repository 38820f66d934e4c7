import { messageRows } from '../core/message-rows.js';
import { element, tell } from '../dom/element.js';
import { icon } from '../dom/icons.js';
import './message-bubble.js';

const NEAR_PX = 80;
const EARLY_PX = 1_200;
/** For which older messages that were put in are not read out. */
const QUIET_MS = 300;

/**
 * The messages of a conversation, newest at the bottom. Stays at the bottom while one is there, and keeps its place
 * while one reads above. The arrows lead from message to message. Property `view` {me, conversation}. Events `load-older`
 * and `reload`.
 */
class MessageLog extends HTMLElement {
  #view;
  #nodes = new Map();
  #keys = [];
  #atEnd = true;
  #tabStop;
  #edge = element('div', { class: 'log-edge' });
  #column = element('div', { class: 'log-column' }, this.#edge);
  #scroller = element('div', { class: 'log-scroller', role: 'log', 'aria-live': 'polite', tabindex: 0 }, this.#column);
  #fresh = element('span', { class: 'visually-hidden' });
  #jump = element('button', { class: 'log-jump', type: 'button', hidden: true, onclick: () => this.#toEnd() },
    icon('down'), element('span', { class: 'visually-hidden' }, 'To the newest messages'), this.#fresh);

  connectedCallback() {
    if (this.firstChild) return;
    this.append(this.#scroller, this.#jump);
    this.#scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#scroller.addEventListener('keydown', event => this.#arrow(event));
    this.#scroller.addEventListener('focusin', event => this.#stopAt(event.target.closest('.bubble-meta')));
    new ResizeObserver(() => this.#atEnd && this.#toEnd()).observe(this.#scroller);
  }

  set view(view) {
    const { conversation, me } = view;
    const before = this.#view?.conversation;
    if (before === conversation) return;
    const opened = before?.user_id !== conversation.user_id;
    this.#view = view;
    if (opened) this.#forget(conversation);
    if (opened || before.messages !== conversation.messages || before.newFrom !== conversation.newFrom) {
      this.#showMessages(messageRows(conversation.messages, me, conversation.newFrom), opened);
    }
    this.#showEdge(conversation);
    if (this.#atEnd) this.#toEnd();
    this.#askForOlder();
  }

  #forget({ display_name }) {
    this.#scroller.setAttribute('aria-label', `Messages with ${display_name}`);
    this.#nodes.forEach(node => node.remove());
    this.#nodes.clear();
    this.#keys = [];
    this.#atEnd = true;
  }

  #showMessages(rows, opened) {
    const newest = this.#keys.at(-1);
    const oldest = this.#keys.find(key => this.#nodes.get(key).row);
    const grewAbove = !this.#atEnd && oldest && rows.find(row => row.message)?.key !== oldest;
    if (grewAbove) this.#keepPlace(this.#nodes.get(oldest), () => this.#place(rows));
    else this.#place(rows);
    const last = rows.at(-1);
    if (last && last.key !== newest && !opened) {
      if (last.mine && last.message.status === 'pending') this.#atEnd = true;
      else if (!this.#atEnd) this.#jump.classList.add('fresh');
    }
    this.#stopAt(this.#column.lastElementChild?.querySelector('.bubble-meta'));
  }

  /** What is read must not move when more is put in above it. The browser's own anchoring does nothing at the very top. */
  #keepPlace(node, change) {
    const scroller = this.#scroller;
    const before = node.getBoundingClientRect().top;
    scroller.style.overflowAnchor = 'none';
    scroller.setAttribute('aria-busy', 'true');
    change();
    scroller.scrollTop += node.getBoundingClientRect().top - before;
    requestAnimationFrame(() => (scroller.style.overflowAnchor = ''));
    setTimeout(() => scroller.setAttribute('aria-busy', String(this.#view.conversation.loading)), QUIET_MS);
  }

  #stopAt(meta) {
    if (!meta || meta === this.#tabStop) return;
    if (this.#tabStop) this.#tabStop.tabIndex = -1;
    this.#tabStop = meta;
    meta.tabIndex = 0;
  }

  #arrow(event) {
    const bubble = event.target.closest('message-bubble');
    const step = { ArrowUp: 'previousElementSibling', ArrowDown: 'nextElementSibling' }[event.key];
    if (!bubble || !step) return;
    event.preventDefault();
    let next = bubble[step];
    while (next && !next.row) next = next[step];
    next?.querySelector('.bubble-meta').focus();
  }

  /** Makes the column show just these rows, keeping the nodes of those that it shows already. */
  #place(rows) {
    const keys = new Set(rows.map(row => row.key));
    for (const [key, node] of this.#nodes) {
      if (keys.has(key)) continue;
      node.remove();
      this.#nodes.delete(key);
    }
    let next = this.#edge.nextSibling;
    for (const row of rows) {
      const node = this.#node(row);
      if (node === next) next = next.nextSibling;
      else this.#column.insertBefore(node, next);
    }
    this.#keys = rows.map(row => row.key);
  }

  #node(row) {
    let node = this.#nodes.get(row.key);
    if (!node) {
      if (row.day) node = element('p', { class: 'log-day' }, element('span'));
      else node = row.isNew ? element('p', { class: 'log-new' }, 'New messages') : document.createElement('message-bubble');
      node.peerName = this.#view.conversation.display_name;
      this.#nodes.set(row.key, node);
    }
    if (row.day) node.firstChild.textContent = row.day;
    else if (row.message) node.row = row;
    return node;
  }

  #showEdge({ loading, loaded, complete, problem, messages, display_name }) {
    if (loading) this.#scroller.setAttribute('aria-busy', 'true');
    else setTimeout(() => this.#scroller.setAttribute('aria-busy', String(this.#view.conversation.loading)), QUIET_MS);
    const retry = () => element('button', { class: 'link-button', type: 'button', onclick: () => tell(this, 'reload') }, 'Try again');
    if (problem) this.#edge.replaceChildren(`${problem} `, retry());
    else if (loading && (!loaded || !complete) && messages.length === 0) this.#edge.replaceChildren('Loading…');
    else if (complete) this.#edge.replaceChildren(messages.length ? `The beginning of your conversation with ${display_name}.` : `Nothing here yet. Say hello to ${display_name}.`);
    else this.#edge.replaceChildren();
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    this.#jump.hidden = this.#atEnd;
    if (this.#atEnd) this.#jump.classList.remove('fresh');
    this.#askForOlder();
  }

  #askForOlder() {
    const { loaded, loading, complete, problem } = this.#view.conversation;
    if (loaded && !loading && !complete && !problem && this.#scroller.scrollTop < EARLY_PX) tell(this, 'load-older');
  }

  #toEnd() {
    this.#atEnd = true;
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }
}

customElements.define('message-log', MessageLog);
