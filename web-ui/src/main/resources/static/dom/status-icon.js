import { element } from './element.js';
import { icon } from './icons.js';

const STATUSES = {
  pending: ['clock', 'Sending'],
  failed: ['alert', 'Not sent'],
  NONE: ['outline-tick', 'Stored'],
  SENT: ['tick', 'Sent to their pod'],
  DELIVERED: ['two-ticks', 'Delivered'],
};

/** How far a message of one's own has come: clock, outline tick, tick, two ticks; in words for screen readers. */
export function statusIcon(status) {
  const [name, words] = STATUSES[status];
  return element('span', { class: `status status-${status.toLowerCase()}`, role: 'img', 'aria-label': words, title: words }, icon(name));
}
