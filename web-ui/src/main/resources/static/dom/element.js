/**
 * Builds an element. Strings among the children become text, never HTML.
 *
 *     element('button', { class: 'button', 'aria-label': 'Send', onclick: send }, icon('send'), 'Send')
 *
 * An attribute that is false or undefined is left out; `on…` takes a listener.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter(child => child !== undefined && child !== false));
  return made;
}

/** Tells the parents: an event that bubbles up from `source`; false if one of them refuses. */
export function tell(source, type, detail) {
  return source.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, cancelable: true }));
}
