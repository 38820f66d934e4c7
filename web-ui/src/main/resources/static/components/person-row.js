import { beginning, isBlank } from '../core/visible-text.js';
import { countLabel } from '../core/chat-logic.js';
import { briefLabel, fullLabel } from '../core/time-format.js';
import { avatar } from '../dom/avatar.js';
import { element } from '../dom/element.js';
import { personName } from '../dom/person-name.js';
import { presenceDot } from '../dom/presence-dot.js';
import { statusIcon } from '../dom/status-icon.js';

const PREVIEW_LETTERS = 120;

/** One line of the list: who, whether they are online, the last message or a draft, and how many are unread. */
export function personRow({ user_id, display_name, unread, online, open, last, draft, me }, pick) {
  const button = element('button', {
    class: `person${unread ? ' unread' : ''}`, type: 'button', 'data-testid': 'person', 'data-user': user_id,
    'aria-current': open && 'true', onclick: pick,
  },
  element('span', { class: 'person-picture' }, avatar(user_id, display_name), online && presenceDot()),
  element('bdi', { class: 'person-name' }, display_name),
  last ? time(last.created_at) : undefined,
  element('span', { class: 'person-preview' }, ...preview(last, draft, user_id, me)),
  unread > 0 && badge(unread));
  return element('li', {}, button);
}

function time(createdAt) {
  const at = new Date(createdAt);
  return element('time', { class: 'person-time', datetime: createdAt, title: fullLabel(at) }, briefLabel(at, new Date()));
}

function preview(last, draft, userId, me) {
  if (draft) return [element('span', { class: 'person-draft' }, 'Draft:'), element('span', { class: 'person-text', dir: 'auto' }, beginning(draft, PREVIEW_LETTERS))];
  if (!last) return ['@', personName(userId)];
  const words = isBlank(last.payload) ? 'Empty message' : beginning(last.payload, PREVIEW_LETTERS);
  const text = element('span', { class: 'person-text', dir: 'auto' }, words);
  return last.sender_id === me ? [statusIcon(last.status), text] : [text];
}

function badge(unread) {
  const words = element('span', { class: 'visually-hidden' }, unread === 1 ? ' unread message' : ' unread messages');
  return element('span', { class: 'badge' }, countLabel(unread), words);
}
