import { element, tell } from '../dom/element.js';
import { brandMark } from '../dom/brand-mark.js';

/**
 * Name and password, to sign in or to make an account.
 * Properties `sessions`, and `reason`: why the user is here again. Event `signed-in` (the session).
 */
class SignInView extends HTMLElement {
  #username = field('username', 'Username', { autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', maxlength: 64 });
  #password = field('password', 'Password', { type: 'password', autocomplete: 'current-password' });
  #problem = element('p', { class: 'sign-in-problem', role: 'alert' });
  #buttons = [
    element('button', { class: 'button primary', 'data-testid': 'sign-in' }, 'Sign in'),
    element('button', { class: 'button', type: 'button', 'data-testid': 'register', onclick: () => this.#enter('register') }, 'Create account'),
  ];

  connectedCallback() {
    this.#problem.textContent = this.reason ?? '';
    const submit = event => {
      event.preventDefault();
      this.#enter('login');
    };
    this.append(element('main', { class: 'sign-in-card' },
      element('header', { class: 'sign-in-header' },
        brandMark(),
        element('h1', {}, 'distriSocks'),
        element('p', {}, 'Direct messages that arrive.')),
      element('form', { class: 'sign-in-form', novalidate: true, 'data-testid': 'sign-in-form', onsubmit: submit },
        this.#username.label, this.#password.label, this.#problem, this.#buttons[0],
        element('p', { class: 'sign-in-or' }, 'New here?'), this.#buttons[1])));
    this.#username.input.focus();
  }

  async #enter(way) {
    const username = this.#username.input.value.trim();
    const password = this.#password.input.value;
    if (!username || !password) {
      this.#refuse('Enter a username and a password.', username ? this.#password : this.#username);
      return;
    }
    this.#wait(true);
    try {
      tell(this, 'signed-in', await this.sessions[way](username, password));
    } catch (problem) {
      this.#wait(false);
      this.#refuse(problem.message, this.#password);
    }
  }

  #refuse(reason, { input }) {
    this.#problem.textContent = reason;
    input.focus();
  }

  #wait(waiting) {
    this.#buttons.forEach(button => (button.disabled = waiting));
    if (waiting) this.#problem.textContent = '';
  }
}

function field(name, title, attributes) {
  const input = element('input', { class: 'field', name, required: true, 'data-testid': name, ...attributes });
  return { input, label: element('label', { class: 'labelled' }, element('span', {}, title), input) };
}

customElements.define('sign-in-view', SignInView);
