import { beginning } from './visible-text.js';

/** Desktop notifications, which a user has asked for in this browser. */
const KEY = 'distrisocks.notify';
const TEXT_LETTERS = 160;

/** `on`, `off`, `denied` (by the browser), or `absent`. */
export function notificationState() {
  if (!('Notification' in globalThis)) return 'absent';
  if (Notification.permission === 'denied') return 'denied';
  return Notification.permission === 'granted' && localStorage.getItem(KEY) ? 'on' : 'off';
}

/** Turns them on, which asks the user, or off; answers the new state. */
export async function toggleNotifications() {
  if (notificationState() === 'on') localStorage.removeItem(KEY);
  else if ((await Notification.requestPermission()) === 'granted') localStorage.setItem(KEY, 'on');
  return notificationState();
}

/** One for each person at a time, however many tabs are open; `open` is called when it is clicked. */
export function notifyOf({ sender_id, payload }, displayName, open) {
  if (notificationState() !== 'on') return;
  const note = new Notification(displayName, { body: beginning(payload, TEXT_LETTERS), tag: sender_id, icon: 'favicon.svg' });
  note.onclick = () => {
    window.focus();
    note.close();
    open();
  };
}
