/** As a browser's localStorage, with room for so many letters of a text. */
export function fake(room = 1e6) {
  const entries = new Map();
  return {
    get length() {
      return entries.size;
    },
    key: place => [...entries.keys()][place] ?? null,
    getItem: name => entries.get(name) ?? null,
    removeItem: name => entries.delete(name),
    setItem(name, value) {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError');
      entries.set(name, value);
    },
  };
}

function refuse() {
  throw new DOMException('no', 'SecurityError');
}

/** Browsers that do not keep anything: what opens their storage. */
export const broken = {
  'forbids storage': () => refuse,
  'has none': () => () => undefined,
  'has no room': () => () => fake(0),
  'throws at each use': () => () => ({ get length() { return refuse(); }, key: refuse, getItem: refuse, setItem: refuse, removeItem: refuse }),
};
