const LONGEST_ID = 255;
/** Blanks, control characters and what is not a character: no id has them. */
const NOT_IN_IDS = /[\p{White_Space}\p{Cc}\p{Cs}]/u;
/** In a path these lead elsewhere. */
const DOTS = new Set(['.', '..']);

/**
 * The address and the history of this tab. Each entry names the account that made it: whoever is signed in next does not
 * see by the back button to whom it has written.
 */
export class AddressBar {
  #me;

  constructor(me) {
    this.#me = me;
  }

  /** Where the address leads, see `placeOf`: to the list if another account has made this entry. */
  read() {
    const { state } = history;
    if (state?.me && state.me !== this.#me) clearAddress();
    if (!state) history.replaceState({ me: this.#me }, '');
    return placeOf(location.hash);
  }

  /** Goes to a person, or without one to the list; the browser's back button leads here again. Fires nothing. */
  goTo(user) {
    if (addressOf(user) === location.hash) return;
    history.pushState({ me: this.#me, fromList: placeOf(location.hash).kind === 'list' }, '', pathAnd(addressOf(user)));
  }

  /** Goes back to the list, as the browser's own button would. Fires `popstate` if that is where the user came from. */
  leave() {
    if (history.state?.fromList) history.back();
    else history.replaceState({ me: this.#me }, '', pathAnd(''));
  }
}

/** Takes the open conversation out of the address. */
export function clearAddress() {
  history.replaceState(null, '', pathAnd(''));
}

function pathAnd(hash) {
  return location.pathname + location.search + hash;
}

/**
 * What the address says behind its `#`; anything may stand there. Pure.
 *
 * @returns `{kind: 'list'}`, `{kind: 'person', user}`, who may not exist, or `{kind: 'unreadable'}`
 */
export function placeOf(hash) {
  const text = hash.replace(/^#/, '');
  if (!text) return { kind: 'list' };
  try {
    const user = decodeURIComponent(text);
    if ([...user].length <= LONGEST_ID && !NOT_IN_IDS.test(user) && !DOTS.has(user)) return { kind: 'person', user };
  } catch {
    // a percent sign that encodes nothing
  }
  return { kind: 'unreadable' };
}

/** As `placeOf` reads it; without a user that of the list. */
export function addressOf(user) {
  return user ? `#${encodeURIComponent(user)}` : '';
}
