import { localBrowserStorage, storageName } from './browser-storage.js';
import { beginning } from './visible-text.js';

/** Desktop notifications, which a user has asked for in this browser. */
const KEY = storageName('notify');
const TEXT_LETTERS = 160;

/** `on`, `off`, `denied` (by the browser), or `absent`. */
export function notificationState() {
  if (!('Notification' in globalThis)) return 'absent';
  if (Notification.permission === 'denied') return 'denied';
  return Notification.permission === 'granted' && localBrowserStorage.get(KEY) ? 'on' : 'off';
}

/** Turns them on, which asks the user, or off; answers the new state. */
export async function toggleNotifications() {
  if (notificationState() === 'on') localBrowserStorage.remove(KEY);
  else if ((await Notification.requestPermission()) === 'granted') localBrowserStorage.set(KEY, 'on');
  return notificationState();
}

/** What one account has on the desktop: one notification for each person at a time, however many tabs are open. */
export class DesktopNotes {
  #me;
  #open = new Map();

  constructor(me) {
    this.#me = me;
  }

  /** Shows a message; `open` is called when it is clicked. */
  show({ sender_id, payload }, displayName, open) {
    if (notificationState() !== 'on') return;
    const tag = storageName('note', this.#me, sender_id);
    const note = notification(displayName, { body: beginning(payload, TEXT_LETTERS), tag, icon: 'favicon.svg' });
    if (!note) return;
    this.#open.set(tag, note);
    note.onclick = () => {
      window.focus();
      note.close();
      open();
    };
  }

  /** The user signs out: whoever is next does not see them. */
  close() {
    this.#open.forEach(note => note.close());
    this.#open.clear();
  }
}

/** Undefined on a phone whose browser shows notifications of service workers alone, and says so by a TypeError. */
function notification(title, options) {
  try {
    return new Notification(title, options);
  } catch {
    return undefined;
  }
}
