import { refusal } from '../core/refusal.js';
import { element, tell } from '../dom/element.js';
import { brandMark } from '../dom/brand-mark.js';

/**
 * Name and password, to sign in or to make an account.
 * Properties `sessions`, and `reason`: why the user is here again. Event `signed-in` (the session).
 */
class SignInView extends HTMLElement {
  #username = field('username', 'Username', { autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', maxlength: 64 });
  #password = field('password', 'Password', { type: 'password', autocomplete: 'current-password' });
  #problem = element('p', { class: 'sign-in-problem', role: 'alert', id: 'sign-in-problem' });
  #buttons = [
    element('button', { class: 'button primary', 'data-testid': 'sign-in' }, 'Sign in'),
    element('button', { class: 'button', type: 'button', 'data-testid': 'register', onclick: event => this.#enter('register', event.target) }, 'Create account'),
  ];

  connectedCallback() {
    this.#problem.textContent = this.reason ?? '';
    const submit = event => {
      event.preventDefault();
      this.#enter('login', this.#buttons[0]);
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

  async #enter(way, button) {
    const username = this.#username.input.value.trim();
    const password = this.#password.input.value;
    if (!username || !password) {
      const field = username ? 'password' : 'username';
      this.#refuse({ text: `Enter your ${field}.`, field });
      return;
    }
    this.#wait(true);
    try {
      tell(this, 'signed-in', await this.sessions[way](username, password));
    } catch (problem) {
      this.#wait(false);
      this.#refuse(refusal(problem), button);
    }
  }

  /** Leads to the field that is to be mended, else back to the button. */
  #refuse({ text, field }, button) {
    this.#problem.textContent = text;
    const fields = { username: this.#username.input, password: this.#password.input };
    for (const [name, input] of Object.entries(fields)) {
      input.setAttribute('aria-invalid', String(name === field));
      input.setAttribute('aria-describedby', name === field ? 'sign-in-problem' : '');
    }
    (fields[field] ?? button).focus();
    fields[field]?.select();
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
