import '../components/error-note.js';
import { element } from '../dom/element.js';
import { personName } from '../dom/person-name.js';
import { shortMillis } from './cluster-logic.js';
import { knowledge, onTimeline, stepsOf } from './trace-logic.js';

const LOOK_AGAIN_MS = 700;
const MOST_LOOKS = 60;
/** Points come a moment after what they tell of, so the end of the way is looked at for some seconds more. */
const LOOKS_AFTER_END = 8;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The way of one message. Property `source`: a ClusterSession. The message is named by the address, `#trace=MESSAGE_ID`, so
 * that others can link to it. Whatever is asked next, the answer to what was asked before goes at once.
 */
class TraceView extends HTMLElement {
  #id = element('input', { class: 'field', name: 'message-id', spellcheck: 'false', autocomplete: 'off', 'aria-describedby': 'trace-problem', 'data-testid': 'trace-id' });
  #receiver = element('input', { class: 'field', name: 'receiver', spellcheck: 'false', autocapitalize: 'none', autocomplete: 'off', value: 'bob', 'aria-describedby': 'trace-problem', 'data-testid': 'trace-receiver' });
  #problem = element('error-note', { id: 'trace-problem', 'data-testid': 'trace-problem' });
  #head = element('p', { class: 'trace-head', role: 'status', 'data-testid': 'trace-head' });
  #steps = element('ol', { class: 'trace-steps', 'data-testid': 'trace-steps' });
  #known = element('p', { class: 'trace-known' });
  /** The `client_id` of the message that was sent to be followed, until it has a `message_id`. */
  #awaited;
  /** The message whose way is asked for. */
  #asked;
  #timer;
  #leave = new AbortController();

  connectedCallback() {
    const submit = how => event => {
      event.preventDefault();
      how();
    };
    this.append(
      element('div', { class: 'trace-forms' },
        element('form', { class: 'trace-form', novalidate: true, onsubmit: submit(() => this.#follow()) },
          element('label', { class: 'labelled' }, element('span', {}, 'Message id'), this.#id),
          element('button', { class: 'button', 'data-testid': 'trace-follow' }, 'Follow')),
        element('form', { class: 'trace-form', novalidate: true, onsubmit: submit(() => this.#send()) },
          element('label', { class: 'labelled' }, element('span', {}, 'Or send a message to'), this.#receiver),
          element('button', { class: 'button primary', 'data-testid': 'trace-send' }, 'Send and follow'))),
      this.#problem, this.#head, this.#steps, this.#known);
    const { signal } = this.#leave;
    addEventListener('hashchange', () => this.#openFromAddress(), { signal });
    this.source.addEventListener('tick', ({ detail }) => detail.client_id === this.#awaited && this.#stored(detail), { signal });
    this.source.addEventListener('problem', event => event.detail.client_id === this.#awaited && this.#refused(event), { signal });
    this.source.addEventListener('change', () => this.#connectionIs(this.source.connection), { signal });
    this.#openFromAddress();
  }

  disconnectedCallback() {
    this.#leave.abort();
    clearTimeout(this.#timer);
  }

  #follow() {
    const id = this.#id.value.trim();
    if (!UUID.test(id)) {
      this.#fail('A message id is a UUID. Copy it from the info of a message.', this.#id);
      return;
    }
    const address = `#trace=${id}`;
    if (location.hash === address) this.#openFromAddress();
    else location.hash = address;
  }

  #send() {
    const receiver = this.#receiver.value.trim();
    if (!receiver) {
      this.#fail('Enter the name of the person who is to get the message.', this.#receiver);
      return;
    }
    const clientId = this.source.sendFollowed(receiver, 'A message that is being followed.');
    if (clientId) this.#ask('Sending…');
    else this.#fail('The message was not sent: there is no connection just now. Try again in a moment.');
    this.#awaited = clientId;
  }

  #stored({ message_id }) {
    this.#awaited = undefined;
    location.hash = `trace=${message_id}`;
  }

  #refused(event) {
    event.preventDefault();
    this.#fail(`The message was not sent: ${event.detail.detail ?? event.detail.title}`, this.#receiver);
  }

  #connectionIs({ phase }) {
    if (this.#awaited && phase !== 'connected') this.#fail('The connection was lost before the message was known to be stored.');
  }

  #openFromAddress() {
    const id = new URLSearchParams(location.hash.slice(1)).get('trace');
    this.#ask(id ? 'Looking…' : '');
    if (!id) return;
    this.#id.value = id;
    this.#asked = id;
    this.#look(id, MOST_LOOKS);
  }

  /** A new question: nothing of the one before is left. */
  #ask(words) {
    this.#problem.dismiss();
    this.#clear(words);
    for (const input of [this.#id, this.#receiver]) input.removeAttribute('aria-invalid');
  }

  /** @param input the field to be mended, if one is wrong */
  #fail(text, input) {
    this.#ask('');
    this.#problem.show(text);
    input?.setAttribute('aria-invalid', 'true');
    input?.focus();
  }

  #clear(words) {
    clearTimeout(this.#timer);
    this.#asked = undefined;
    this.#awaited = undefined;
    this.#head.textContent = words;
    this.#steps.replaceChildren();
    this.#known.textContent = '';
  }

  /** Looks again until the way is at its end. */
  async #look(id, looks) {
    let left = looks - 1;
    try {
      const way = await this.source.trace(id);
      if (this.#asked !== id) return;
      this.#draw(way);
      if (way.statuses.some(({ status }) => status === 'DELIVERED')) left = Math.min(left, LOOKS_AFTER_END - 1);
    } catch (problem) {
      if (this.#asked !== id) return;
      this.#clear('');
      this.#problem.show(problem.message);
      if (problem.status >= 400 && problem.status < 500) return;
      this.#asked = id;
    }
    if (left > 0) this.#timer = setTimeout(() => this.#look(id, left), LOOK_AGAIN_MS);
  }

  #draw(way) {
    const steps = onTimeline(stepsOf(way));
    const whole = Math.max(...steps.map(step => step.offset ?? 0));
    this.#head.replaceChildren(
      element('strong', {}, personName(way.sender_id), ' → ', personName(way.receiver_id)), ` · ${shortMillis(whole)} from SEND to the last that is known`);
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
