import { element } from '../dom/element.js';
import { axisTop, linePath } from './cluster-logic.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 360;
const HEIGHT = 96;

/**
 * Lines over the last minutes. Properties: `chart` {title, series: [[field, label]], format, least}, set once, and `history`,
 * the samples of cluster-logic.
 */
class RateChart extends HTMLElement {
  #top = element('span', { class: 'chart-top', 'aria-hidden': 'true' });
  #lines = [];
  #values = [];

  connectedCallback() {
    if (this.firstChild) return;
    const { title, series } = this.chart;
    const svg = make('svg', { class: 'chart-lines', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    for (const y of [0.5, HEIGHT / 2, HEIGHT - 0.5]) svg.append(make('line', { class: 'chart-grid', x1: 0, x2: WIDTH, y1: y, y2: y }));
    this.#lines = series.map((_, index) => make('path', { class: `chart-line series-${index}` }));
    svg.append(...this.#lines);
    this.#values = series.map(() => element('span', { class: 'chart-value' }, '–'));
    const legend = series.map(([, label], index) => {
      const swatch = make('svg', { class: 'chart-swatch', viewBox: '0 0 18 4', 'aria-hidden': 'true' });
      swatch.append(make('path', { class: `chart-line series-${index}`, d: 'M0 2H18' }));
      return element('li', {}, swatch, element('span', { class: 'chart-label' }, label), this.#values[index]);
    });
    this.append(element('figure', { class: 'chart panel' },
      element('figcaption', { class: 'chart-caption' }, title),
      element('ul', { class: 'chart-legend' }, ...legend),
      element('div', { class: 'chart-field' }, svg, this.#top),
      element('div', { class: 'chart-axis', 'aria-hidden': 'true' }, element('span', {}, '3 min ago'), element('span', {}, 'now'))));
  }

  set history(history) {
    const { series, format, least } = this.chart;
    const top = axisTop(history, series.map(([field]) => field), least);
    this.#top.textContent = format(top);
    series.forEach(([field], index) => {
      this.#lines[index].setAttribute('d', linePath(history, field, top, WIDTH, HEIGHT));
      this.#values[index].textContent = format(history.at(-1)?.[field]);
    });
  }
}

function make(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

customElements.define('rate-chart', RateChart);
