import { element } from '../dom/element.js';
import { shortMillis } from './cluster-logic.js';
import { knowledge, onTimeline, stepsOf } from './trace-logic.js';

const LOOK_AGAIN_MS = 700;
const MOST_LOOKS = 60;
/** Points come a moment after what they tell of, so the end of the way is looked at for some seconds more. */
const LOOKS_AFTER_END = 8;

/**
 * The way of one message. Property `source`: a ClusterSession. The message is named by the address, `#trace=MESSAGE_ID`, so
 * that others can link to it.
 */
class TraceView extends HTMLElement {
  #id = element('input', { class: 'field', name: 'message-id', spellcheck: 'false', autocomplete: 'off', 'data-testid': 'trace-id' });
  #receiver = element('input', { class: 'field', name: 'receiver', spellcheck: 'false', autocapitalize: 'none', autocomplete: 'off', value: 'bob', 'data-testid': 'trace-receiver' });
  #problem = element('p', { class: 'trace-problem', role: 'alert' });
  #head = element('p', { class: 'trace-head', 'data-testid': 'trace-head' });
  #steps = element('ol', { class: 'trace-steps', 'data-testid': 'trace-steps' });
  #known = element('p', { class: 'trace-known' });
  #awaited;
  #timer;
  #hashListener = () => this.#openFromAddress();

  connectedCallback() {
    const follow = event => {
      event.preventDefault();
      location.hash = `trace=${this.#id.value.trim()}`;
      this.#openFromAddress();
    };
    this.append(
      element('div', { class: 'trace-forms' },
        element('form', { class: 'trace-form', onsubmit: follow },
          element('label', { class: 'labelled' }, element('span', {}, 'Message id'), this.#id),
          element('button', { class: 'button', 'data-testid': 'trace-follow' }, 'Follow')),
        element('form', { class: 'trace-form', onsubmit: event => this.#send(event) },
          element('label', { class: 'labelled' }, element('span', {}, 'Or send a message to'), this.#receiver),
          element('button', { class: 'button primary', 'data-testid': 'trace-send' }, 'Send and follow'))),
      this.#problem, this.#head, this.#steps, this.#known);
    addEventListener('hashchange', this.#hashListener);
    this.source.addEventListener('tick', ({ detail }) => {
      if (detail.client_id === this.#awaited) {
        this.#awaited = undefined;
        location.hash = `trace=${detail.message_id}`;
      }
    });
    this.#openFromAddress();
  }

  disconnectedCallback() {
    removeEventListener('hashchange', this.#hashListener);
    clearTimeout(this.#timer);
  }

  #send(event) {
    event.preventDefault();
    this.#problem.textContent = '';
    this.#awaited = this.source.sendFollowed(this.#receiver.value.trim(), 'A message that is being followed.');
    if (!this.#awaited) this.#problem.textContent = 'There is no connection just now.';
  }

  #openFromAddress() {
    const id = new URLSearchParams(location.hash.slice(1)).get('trace');
    if (!id) return;
    clearTimeout(this.#timer);
    this.#id.value = id;
    this.#look(id, MOST_LOOKS);
  }

  /** Looks again until the way is at its end. */
  async #look(id, looks) {
    try {
      const way = await this.source.trace(id);
      if (this.#id.value !== id || !this.isConnected) return;
      this.#problem.textContent = '';
      this.#draw(way);
      const isAtEnd = way.statuses.some(({ status }) => status === 'DELIVERED');
      const left = (isAtEnd ? Math.min(looks, LOOKS_AFTER_END) : looks) - 1;
      if (left > 0) this.#timer = setTimeout(() => this.#look(id, left), LOOK_AGAIN_MS);
    } catch (problem) {
      this.#head.textContent = '';
      this.#steps.replaceChildren();
      this.#known.textContent = '';
      this.#problem.textContent = problem.status === 400 ? 'A message id is a UUID.' : problem.message;
    }
  }

  #draw(way) {
    const steps = onTimeline(stepsOf(way));
    const whole = Math.max(...steps.map(step => step.offset ?? 0));
    this.#head.replaceChildren(
      element('strong', {}, `${way.sender_id} → ${way.receiver_id}`), ` · ${shortMillis(whole)} from SEND to the last that is known`);
    this.#steps.replaceChildren(...steps.map(row));
    this.#known.textContent = knowledge(way);
  }
}

const WORDS = { done: '', waiting: 'not yet', unknown: 'not known', skipped: 'skipped' };

function row(step) {
  const mark = element('span', { class: 'step-mark', 'aria-hidden': 'true' });
  const bar = element('span', { class: 'step-bar', 'aria-hidden': 'true' }, element('span', { class: 'step-point' }));
  bar.style.setProperty('--share', step.share ?? 0);
  return element('li', { class: `step is-${step.state}${step.isStatus ? ' is-status' : ''}`, 'data-step': step.title, 'data-state': step.state },
    mark,
    element('span', { class: 'step-title' }, step.title),
    element('span', { class: 'step-detail' }, step.detail ?? ''),
    element('span', { class: 'step-pod' }, step.pod ?? ''),
    element('span', { class: 'step-time', title: step.at ?? false }, step.at ? `+${shortMillis(step.offset)}` : WORDS[step.state]),
    step.at ? bar : element('span', { class: 'step-bar is-empty' }));
}

customElements.define('trace-view', TraceView);
