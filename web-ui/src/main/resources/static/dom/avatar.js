import { beginning } from '../core/visible-text.js';
import { element } from './element.js';

const TINTS = 6;

/** A round picture made of initials; the same person always has the same tint. */
export function avatar(userId, displayName) {
  const sum = [...userId].reduce((hash, letter) => (hash * 31 + letter.codePointAt(0)) >>> 0, 7);
  return element('span', { class: `avatar tint-${sum % TINTS}`, 'aria-hidden': 'true' }, initials(displayName));
}

function initials(name) {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map(word => beginning(word, 1)).join('').toUpperCase() || '?';
}
