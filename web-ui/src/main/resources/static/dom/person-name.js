import { element } from './element.js';

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/** A display name or a user id within a text: isolated, so that its direction is its own, and cut where there is no room. */
export function personName(name) {
  return element('bdi', { class: 'name' }, name);
}

/** The same for an attribute, which has no elements. */
export function isolated(name) {
  return FIRST_STRONG_ISOLATE + name + POP_DIRECTIONAL_ISOLATE;
}
