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
  bell: ['M6.5 10.5a5.5 5.5 0 0 1 11 0c0 4.5 1.8 5.8 1.8 5.8H4.7s1.8-1.3 1.8-5.8z', 'M10 19.3a2.2 2.2 0 0 0 4 0'],
  'bell-off': ['M8.2 6.5a5.5 5.5 0 0 1 9.3 4c0 2.1.4 3.5.8 4.4', 'M6.6 9.5c-.1.3-.1.7-.1 1c0 4.5-1.8 5.8-1.8 5.8h11.6', 'M10 19.3a2.2 2.2 0 0 0 4 0', 'M4.5 4.5l15 15'],
  smile: ['M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17z', 'M8.3 14c.8 1.5 2.1 2.3 3.7 2.3s2.9-.8 3.7-2.3', { d: 'M9.2 9.4v.8', width: 2.2 }, { d: 'M14.8 9.4v.8', width: 2.2 }],
  trace: ['M5 6.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0z', 'M15 17.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0z', 'M9 6.5h5.5a3 3 0 0 1 0 6h-5a3 3 0 0 0 0 6H15'],
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
