import { element } from './element.js';
import { icon } from './icons.js';

/** The sign of the product: two ticks on a round square. */
export function brandMark() {
  return element('span', { class: 'brand-mark', 'aria-hidden': 'true' }, icon('two-ticks'));
}
