import { element } from './element.js';

/** Says that somebody is online, by a dot and in words. */
export function presenceDot() {
  return element('span', { class: 'presence-dot', role: 'img', 'aria-label': 'Online', title: 'Online' });
}
