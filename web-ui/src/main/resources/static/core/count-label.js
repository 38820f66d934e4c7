/** Of unread messages, as a badge and the title of the window both say it; the server counts no further. */
export function countLabel(count) {
  return count > 99 ? '99+' : String(count);
}
