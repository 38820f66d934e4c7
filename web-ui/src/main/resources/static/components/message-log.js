import { followCalendar } from '../core/calendar.js';
import { messageKey } from '../core/chat-logic.js';
import { furtherDown, furtherUp, hasTooFew, holds, newestStep, partAt, placesOf } from '../core/message-part.js';
import { messageRows } from '../core/message-rows.js';
import { selectedText } from '../dom/copy-text.js';
import { element, tell } from '../dom/element.js';
import { isolated, personName } from '../dom/person-name.js';
import { icon } from '../dom/icons.js';
import './message-bubble.js';

const NEAR_PX = 80;
const EARLY_PX = 1_500;
/** For which older messages that were put in are not read out. */
const QUIET_MS = 300;
/** The server counts no more. */
const MOST_COUNTED = 100;
/** Of what was read before, above what is unread. */
const READ_PX = 48;

/**
 * The messages of a conversation, newest at the bottom. Opens where what is unread begins, else at the bottom; stays there
 * while one is there, and keeps its place while one reads above. The arrows lead from message to message. Property `view` {me, conversation}. Events `load-older`
 * and `reload`.
 */
class MessageLog extends HTMLElement {
  #view;
  #nodes = new Map();
  #keys = [];
  /** What is shown of all that is in memory. */
  #part = {};
  #atEnd = true;
  /** What is unread has not been before the reader's eyes: the bottom goes no further than to its beginning. */
  #held = true;
  #leave = new AbortController();
  #tabStop;
  #edge = element('div', { class: 'log-edge' });
  #column = element('div', { class: 'log-column' }, this.#edge);
  #scroller = element('div', { class: 'log-scroller', role: 'log', 'aria-live': 'polite', tabindex: 0 }, this.#column);
  #fresh = element('span', { class: 'visually-hidden' });
  #jump = element('button', { class: 'log-jump', type: 'button', hidden: true, onclick: () => this.#jumpToEnd() },
    icon('down'), element('span', { class: 'visually-hidden' }, 'To the newest messages'), this.#fresh);

  connectedCallback() {
    this.#leave = new AbortController();
    followCalendar(() => this.#showPart(), this.#leave.signal);
    addEventListener('beforeprint', () => this.#showAll(), { signal: this.#leave.signal });
    addEventListener('afterprint', () => {
      this.#showPart();
      if (this.#atEnd) this.#toEnd();
    }, { signal: this.#leave.signal });
    document.addEventListener('copy', event => this.#copy(event), { signal: this.#leave.signal });
    if (this.firstChild) return;
    this.append(this.#scroller, this.#jump);
    this.#scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#scroller.addEventListener('keydown', event => this.#arrow(event));
    this.#scroller.addEventListener('focusin', event => this.#stopAt(event.target.closest('.bubble-meta')));
    for (const own of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
      this.#scroller.addEventListener(own, () => (this.#held = false), { passive: true });
    }
    const sizes = new ResizeObserver(() => this.#view && this.#atEnd && this.#toEnd());
    [this.#scroller, this.#column].forEach(box => sizes.observe(box));
  }

  disconnectedCallback() {
    this.#leave.abort();
    this.#view = undefined;
  }

  set view(view) {
    const { conversation } = view;
    const before = this.#view?.conversation;
    if (before === conversation) return;
    const opened = before?.user_id !== conversation.user_id;
    this.#view = view;
    if (opened) this.#forget(conversation);
    else if (conversation.newFrom && conversation.newFrom !== before.newFrom) this.#held = true;
    // What comes while it is seen is followed.
    else if (before.loaded && before.messages !== conversation.messages && !conversation.unread) this.#held = false;
    if (opened || before.messages !== conversation.messages || before.newFrom !== conversation.newFrom) this.#showMessages(opened);
    this.#showEdge();
    if (this.#atEnd) this.#toEnd();
    this.#askForMore();
  }

  #forget({ display_name }) {
    this.#scroller.setAttribute('aria-label', `Messages with ${isolated(display_name)}`);
    this.#nodes.forEach(node => node.remove());
    this.#nodes.clear();
    this.#keys = [];
    this.#part = {};
    this.#atEnd = true;
    this.#held = true;
  }

  #showMessages(opened) {
    const { messages, newFrom } = this.#view.conversation;
    const newest = this.#keys.at(-1);
    if (this.#atEnd) {
      this.#part = newest ? {} : newestStep(messages);
      if (this.#held && newFrom && !holds(messages, this.#part, newFrom)) this.#part = partAt(messages, newFrom);
    }
    this.#showPart();
    if (!newest) requestAnimationFrame(() => this.#fill());
    const last = messages.at(-1);
    if (last && messageKey(last) !== newest && !opened) {
      if (last.sender_id === this.#view.me && last.status === 'pending') this.#jumpToEnd();
      else if (!this.#atEnd) this.#jump.classList.add('fresh');
    }
  }

  #showPart() {
    if (!this.#view) return;
    const { messages } = this.#view.conversation;
    const { from, to } = placesOf(messages, this.#part);
    if (messages[from]) this.#part = { ...this.#part, first: messageKey(messages[from]) };
    this.#show(messages.slice(from, to));
  }

  /** For paper, which cannot be scrolled. */
  #showAll() {
    if (!this.#view) return;
    const { messages, complete } = this.#view.conversation;
    this.#column.toggleAttribute('data-goes-on', !complete);
    this.#show(messages);
  }

  #show(messages) {
    const { me, conversation: { newFrom } } = this.#view;
    this.#place(messageRows(messages, me, newFrom));
    this.#stopAt(this.#column.lastElementChild?.querySelector('.bubble-meta'));
  }

  /** Puts in the rest of the newest messages, some a frame: all at once would be a jerk. */
  #fill() {
    if (!this.#view) return;
    const { messages } = this.#view.conversation;
    if (!this.#atEnd || !hasTooFew(messages, this.#part)) return;
    this.#part = furtherUp(messages, this.#part);
    this.#showPart();
    this.#toEnd();
    requestAnimationFrame(() => this.#fill());
  }

  /** Shows another part. What is read must not move; the browser's own anchoring does nothing at the very top. */
  #moveTo(part, anchor) {
    const scroller = this.#scroller;
    const node = this.#nodes.get(anchor);
    const before = node.getBoundingClientRect().top;
    scroller.style.overflowAnchor = 'none';
    scroller.setAttribute('aria-busy', 'true');
    this.#part = part;
    this.#showPart();
    this.#showEdge();
    scroller.scrollTop += node.getBoundingClientRect().top - before;
    requestAnimationFrame(() => (scroller.style.overflowAnchor = ''));
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
      else node = row.isNew ? element('p', { class: 'log-new' }, this.#unreadWords) : document.createElement('message-bubble');
      node.peerName = this.#view.conversation.display_name;
      this.#nodes.set(row.key, node);
    }
    if (row.day) node.firstChild.textContent = row.day;
    else if (row.message) node.row = row;
    return node;
  }

  get #unreadWords() {
    return this.#view.conversation.fresh < MOST_COUNTED ? 'Unread messages' : `The newest ${MOST_COUNTED} unread messages`;
  }

  get #isAllShown() {
    return placesOf(this.#view.conversation.messages, this.#part).from === 0;
  }

  #showEdge() {
    const { loading, loaded, complete, problem, messages, display_name } = this.#view.conversation;
    if (loading) this.#scroller.setAttribute('aria-busy', 'true');
    else setTimeout(() => this.#scroller.setAttribute('aria-busy', String(Boolean(this.#view?.conversation.loading))), QUIET_MS);
    const retry = () => element('button', { class: 'link-button', type: 'button', onclick: () => tell(this, 'reload') }, 'Try again');
    if (problem && (loaded || messages.length === 0)) this.#edge.replaceChildren(`${problem} `, retry());
    else if (loading && messages.length === 0) this.#edge.replaceChildren('Loading…');
    else if (loading && loaded && !complete) this.#edge.replaceChildren('Loading older messages…');
    else if (complete && this.#isAllShown) this.#edge.replaceChildren(messages.length ? 'The beginning of your conversation with ' : 'Nothing here yet. Say hello to ', personName(display_name), '.');
    else this.#edge.replaceChildren();
  }

  #scrolled() {
    if (!this.#view) return;
    this.#look();
    this.#askForMore();
  }

  /** Finds out whether the bottom is in view. */
  #look() {
    this.#atEnd = this.#part.last === undefined && this.#below < NEAR_PX;
    this.#jump.hidden = this.#atEnd;
    if (this.#atEnd) this.#jump.classList.remove('fresh');
  }

  /** What is in memory is shown when one comes near to it, and what is older still is loaded. */
  #askForMore() {
    const { messages, loaded, loading, complete, problem } = this.#view.conversation;
    if (this.#scroller.scrollTop < EARLY_PX) {
      if (!this.#isAllShown) {
        if (!this.#atEnd) this.#moveTo(furtherUp(messages, this.#part), this.#part.first);
      } else if (loaded && !loading && !complete && !problem) tell(this, 'load-older');
    }
    if (this.#part.last !== undefined && this.#below < EARLY_PX) this.#moveTo(furtherDown(messages, this.#part), this.#part.last);
  }

  get #below() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  #jumpToEnd() {
    this.#held = false;
    this.#atEnd = true;
    if (this.#part.last !== undefined) {
      this.#part = {};
      this.#showPart();
    }
    this.#toEnd();
  }

  #toEnd() {
    const unread = this.#held && this.#nodes.get('new');
    this.#scroller.scrollTop = unread ? unread.offsetTop - READ_PX : this.#scroller.scrollHeight;
    if (unread) this.#look();
  }

  #copy(event) {
    const text = selectedText([...this.#column.querySelectorAll('.bubble-words')]);
    if (!text) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', text);
  }
}

customElements.define('message-log', MessageLog);
