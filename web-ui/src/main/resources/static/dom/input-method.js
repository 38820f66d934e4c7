/**
 * Keeps from all of a page the keys that belong to an input method: the Enter that accepts a word of Japanese, the Escape that
 * gives one up. In Safari the composition has ended when its keydown comes, so only `keyCode` still says it: 229.
 */
export function keepInputMethodKeys(page = window) {
  page.addEventListener('keydown', event => {
    if (!event.isComposing && event.keyCode !== 229) return;
    event.stopImmediatePropagation();
    // Else Safari submits the form around the field.
    if (event.key === 'Enter') event.preventDefault();
  }, { capture: true });
}
