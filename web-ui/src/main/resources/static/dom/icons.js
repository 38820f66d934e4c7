const SVG = 'http://www.w3.org/2000/svg';

/** Each icon stands on a field of 24 and is drawn by a stroke, unless its path is marked as filled. */
const ICONS = {
  clock: ['M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16z', 'M12 8v4.5l3 1.8'],
  'outline-tick': [{ d: 'M4.2 12.9l2.4-2.4 3.4 3.4 8.4-8.4 2.4 2.4L10 18.7z', width: 1.5 }],
  tick: [{ d: 'M4.5 12.5l5.3 5.3L19.5 7', width: 2.6 }],
  'two-ticks': [{ d: 'M1 12.5l5.2 5.3L15.5 7', width: 2.6 }, { d: 'M10.6 16l1.8 1.8L22.5 7', width: 2.6 }],
  alert: ['M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16z', 'M12 8v5', 'M12 16v.1'],
  send: ['M5 12h13', 'M12.5 6l6 6-6 6'],
  back: ['M15 5l-7 7 7 7'],
  down: ['M6 10l6 6 6-6'],
  search: ['M11 4.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z', 'M16 16l4 4'],
  close: ['M7 7l10 10', 'M17 7L7 17'],
  'sign-out': ['M10 5H6.5A1.5 1.5 0 0 0 5 6.5v11A1.5 1.5 0 0 0 6.5 19H10', 'M14 8l4 4-4 4', 'M18 12H9.5'],
};

/** An inline SVG, silent for screen readers: give its parent the words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  set(svg, { class: `icon icon-${name}`, viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  for (const part of ICONS[name]) {
    const path = document.createElementNS(SVG, 'path');
    set(path, { d: part.d ?? part, 'stroke-width': part.width ?? 1.8 });
    svg.append(path);
  }
  return svg;
}

function set(target, attributes) {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, value);
}
