import { followCalendar } from '../core/calendar.js';
import { lastMessage } from '../core/chat-logic.js';
import { element, tell } from '../dom/element.js';
import { icon } from '../dom/icons.js';
import { brandMark } from '../dom/brand-mark.js';
import { personRow } from './person-row.js';

const TYPING_PAUSE_MS = 150;

/**
 * The conversations, and a box to find people.
 * Properties `list` {me, conversations, open, phase, problem?} and `found` {prefix, people?, problem?}.
 * Events `pick-person` {user_id, display_name}, `search` (a prefix) and `reload-list`.
 */
class PersonList extends HTMLElement {
  #list = { conversations: [] };
  #found;
  #timer;
  #shown = new Map();
  #leave = new AbortController();
  /** Grows when days and times are to be written anew. */
  #page = 0;
  /** The text by which `#found` was found. */
  #foundFor;
  #searchProblem;
  #search = element('input', {
    class: 'field', type: 'search', placeholder: 'Find a person', 'aria-label': 'Find a person', autocomplete: 'off',
    autocapitalize: 'none', spellcheck: 'false', 'data-testid': 'person-search',
  });
  #rows = element('ul', { class: 'person-rows', 'aria-label': 'People' });
  #note = element('p', { class: 'person-note', role: 'status' });

  connectedCallback() {
    this.append(
      element('div', { class: 'person-header' }, brandMark(), element('span', { class: 'brand-name' }, 'distriSocks')),
      element('div', { class: 'person-search' }, icon('search'), this.#search),
      this.#note, this.#rows);
    followCalendar(() => {
      this.#page++;
      this.#show();
    }, this.#leave.signal);
    this.#search.addEventListener('input', () => this.#typed());
    this.#search.addEventListener('keydown', event => {
      if (event.key === 'Escape') this.#clear();
      if (event.key === 'Enter') this.#enter(event);
      if (event.key === 'ArrowDown') this.#step(event, this.#rows.querySelector('button'));
    });
    this.#rows.addEventListener('keydown', event => {
      const item = event.target.closest('li');
      if (event.key === 'ArrowDown') this.#step(event, item.nextSibling?.firstChild);
      if (event.key === 'ArrowUp') this.#step(event, item.previousSibling?.firstChild ?? this.#search);
    });
  }

  disconnectedCallback() {
    this.#leave.abort();
    clearTimeout(this.#timer);
  }

  set list(list) {
    this.#list = list;
    this.#show();
  }

  set found(found) {
    if (found.prefix !== this.#prefix) return;
    this.#found = found.people ?? [];
    this.#foundFor = found.prefix;
    this.#searchProblem = found.problem;
    this.#show();
  }

  get #prefix() {
    return this.#search.value.trim();
  }

  /** For a shortcut of the page. */
  focusSearch() {
    this.#search.focus();
    this.#search.select();
  }

  /** Opens the person of that id, else the first; but nobody who was not found by the text as it is now. */
  #enter(event) {
    event.preventDefault();
    if (event.repeat || !this.#prefix) return;
    if (this.#foundFor === this.#prefix) {
      const wanted = this.#found.find(({ user_id }) => user_id === this.#prefix) ?? this.#found[0];
      if (wanted) this.#pick(wanted);
      return;
    }
    this.#searchNow();
  }

  #searchNow() {
    clearTimeout(this.#timer);
    this.#foundFor = undefined;
    this.#show();
    tell(this, 'search', this.#prefix);
  }

  #step(event, target) {
    event.preventDefault();
    target?.focus();
  }

  #typed() {
    clearTimeout(this.#timer);
    if (!this.#prefix) {
      this.#clear();
      return;
    }
    this.#timer = setTimeout(() => tell(this, 'search', this.#prefix), TYPING_PAUSE_MS);
    this.#show();
  }

  #clear() {
    clearTimeout(this.#timer);
    this.#search.value = '';
    this.#found = undefined;
    this.#foundFor = undefined;
    this.#searchProblem = undefined;
    this.#show();
  }

  #show() {
    const people = this.#found ?? this.#list.conversations;
    const rows = people.map(person => this.#row(person));
    this.#shown = new Map(rows.map(row => [row.key, row]));
    const nodes = rows.map(row => row.node);
    if (nodes.length !== this.#rows.children.length || nodes.some((node, place) => node !== this.#rows.children[place])) {
      const focused = this.#rows.contains(document.activeElement) && document.activeElement.closest('.person')?.dataset.user;
      this.#rows.replaceChildren(...nodes);
      if (focused) this.#rows.querySelector(`[data-user="${CSS.escape(focused)}"]`)?.focus();
    }
    this.#showNote(people.length);
  }

  #showNote(count) {
    const { words, again } = this.#prefix ? this.#searchNote(count) : this.#listNote(count);
    if (this.#note.dataset.words === words) return;
    this.#note.dataset.words = words;
    this.#note.replaceChildren(words);
    if (again) this.#note.append(' ', element('button', { class: 'link-button', type: 'button', 'data-testid': 'try-again', onclick: again }, 'Try again'));
  }

  #searchNote(count) {
    if (this.#foundFor !== this.#prefix) return { words: 'Searching…' };
    if (this.#searchProblem) return { words: this.#searchProblem, again: () => this.#searchNow() };
    return { words: count > 0 ? '' : `Nobody is called “${this.#prefix}…”.` };
  }

  #listNote(count) {
    const { phase, problem } = this.#list;
    if (phase === 'failed') return { words: `Your conversations could not be loaded. ${problem}`, again: () => tell(this, 'reload-list') };
    if (count > 0) return { words: '' };
    return { words: phase === 'loading' ? 'Loading your conversations…' : 'No conversations yet. Find a person to write to.' };
  }

  /** The row that is on the screen if it still says the same, else a new one. */
  #row(person) {
    const known = this.#found && this.#list.conversations.find(({ user_id }) => user_id === person.user_id);
    const { user_id, display_name, unread = 0, online } = known || person;
    const last = this.#found ? undefined : lastMessage(person);
    const open = user_id === this.#list.open;
    const draft = this.#found || open ? undefined : person.draft;
    const key = [user_id, display_name, unread, online, open, draft, last?.message_id, last?.payload, last?.status, this.#page].join('\n');
    return this.#shown.get(key) ?? {
      key,
      node: personRow({ user_id, display_name, unread, online, open, last, draft, me: this.#list.me }, () => this.#pick({ user_id, display_name })),
    };
  }

  #pick(person) {
    tell(this, 'pick-person', person);
    this.#clear();
  }
}

customElements.define('person-list', PersonList);
