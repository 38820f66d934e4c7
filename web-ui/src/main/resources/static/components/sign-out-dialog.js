import { element, tell } from '../dom/element.js';

/** Asks whether what is written and not sent may be deleted. Event `sign-out-anyway`. */
class SignOutDialog extends HTMLElement {
  #text = element('p', { id: 'sign-out-text' });
  #dialog = element('dialog', {
    class: 'dialog question', role: 'alertdialog', 'aria-labelledby': 'sign-out-title', 'aria-describedby': 'sign-out-text', 'data-testid': 'sign-out-dialog',
  },
  element('h2', { id: 'sign-out-title' }, 'Sign out and delete what is not sent?'), this.#text,
  element('div', { class: 'question-buttons' },
    element('button', { class: 'button', type: 'button', autofocus: true, 'data-testid': 'stay', onclick: () => this.#dialog.close() }, 'Stay signed in'),
    element('button', { class: 'button danger', type: 'button', 'data-testid': 'sign-out-anyway', onclick: () => this.#leave() }, 'Delete and sign out')));

  connectedCallback() {
    this.append(this.#dialog);
  }

  /** @param unsent how many `{drafts, messages}` there are */
  ask({ drafts, messages }) {
    const what = [counted(messages, 'unsent message'), counted(drafts, 'draft')].filter(Boolean).join(' and ');
    this.#text.textContent = `This browser holds ${what} of yours. Signing out deletes them.`;
    this.#dialog.showModal();
  }

  #leave() {
    this.#dialog.close();
    tell(this, 'sign-out-anyway');
  }
}

function counted(count, noun) {
  if (count === 0) return '';
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`;
}

customElements.define('sign-out-dialog', SignOutDialog);
