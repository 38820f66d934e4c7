import { element } from '../dom/element.js';
import { flowWidth, shortNumber, shownPods } from './cluster-logic.js';
import { count, partCard, podCard, topicCard } from './map-cards.js';

const SVG = 'http://www.w3.org/2000/svg';
/** Each column is 100 wide; what is published leaves a pod left of its middle, what is consumed comes back right of it. */
const COLUMN = 100;
const DOWN = 38;
const UP = 64;
const HEIGHT = 100;

/**
 * The pods, below each its topic, and what goes from pods to topics and up to the pods that read them.
 * Property `frame`: as it comes on `/topic/cluster`.
 */
class FlowMap extends HTMLElement {
  #columns = '';
  #pods = new Map();
  #topics = new Map();
  #flows = new Map();
  #svg;
  #shared = element('div', { class: 'map-shared' });
  #parts = element('div', { class: 'map-parts' });
  #words = element('ul', { class: 'visually-hidden' });
  #left = element('p', { class: 'map-left', hidden: true });
  #key = element('p', { class: 'map-key', 'aria-hidden': 'true' },
    element('span', { class: 'map-key-publish' }, 'published by a pod'), element('span', { class: 'map-key-consume' }, 'read by the pod whose topic it is'));

  set frame(frame) {
    const pods = shownPods(frame);
    const columns = pods.map(pod => pod.pod_id).join(' ');
    if (columns !== this.#columns) {
      this.#columns = columns;
      this.#build(pods);
    }
    const incoming = pod => frame.flows.filter(flow => flow.to === pod.pod_id);
    for (const pod of pods) {
      const topic = frame.topics?.find(({ name }) => name === pod.pod_id);
      this.#pods.get(pod.pod_id).update(pod, frame, topic);
      this.#topics.get(pod.pod_id).update(topic, incoming(pod));
    }
    this.#draw(pods, frame.flows);
    this.#shared.replaceChildren(...['message-status', 'dead-letters'].map(name => {
      const card = topicCard(name);
      card.update(frame.topics?.find(topic => topic.name === name), []);
      return card.node;
    }));
    this.#parts.replaceChildren(
      partCard('Kafka', frame.parts.kafka, frame.topics && count(frame.topics.length, 'topic')),
      partCard('PostgreSQL', frame.parts.postgresql, frame.inbox && `${shortNumber(frame.inbox.count)}${frame.inbox.is_more ? '+' : ''} in inboxes`),
      partCard('Redis', frame.parts.redis, count(pods.filter(pod => pod.state !== 'GONE').length, 'lease')));
    this.#left.hidden = frame.left_out === 0;
    this.#left.textContent = `${frame.left_out} more pods are not shown.`;
  }

  #build(pods) {
    this.#flows.clear();
    this.#pods = new Map(pods.map(pod => [pod.pod_id, podCard(pod.pod_id)]));
    this.#topics = new Map(pods.map(pod => [pod.pod_id, topicCard(pod.pod_id)]));
    this.#svg = document.createElementNS(SVG, 'svg');
    set(this.#svg, { class: 'map-flows', viewBox: `0 0 ${pods.length * COLUMN} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    const columns = element('div', { class: 'map-columns' }, ...[...this.#pods.values()].map(card => card.node), this.#svg, ...[...this.#topics.values()].map(card => card.node));
    columns.style.setProperty('--pods', pods.length);
    this.replaceChildren(
      element('div', { class: 'map-scroll', role: 'region', tabindex: '0', 'aria-label': 'Pods and their topics' }, columns),
      this.#key, this.#left, this.#shared, this.#parts, this.#words);
  }

  #draw(pods, flows) {
    const order = pods.map(pod => pod.pod_id);
    const drawn = flows.filter(flow => order.includes(flow.from) && order.includes(flow.to));
    const lines = new Map(drawn.map(flow => [`${flow.from} ${flow.to}`, [curve(order.indexOf(flow.from), order.indexOf(flow.to)), flow.rate, 'map-publish']]));
    pods.forEach(({ pod_id: pod, state }, column) => {
      if (state !== 'LIVE') return;
      const rate = drawn.filter(flow => flow.to === pod).reduce((sum, flow) => sum + flow.rate, 0);
      if (rate > 0) lines.set(pod, [`M${column * COLUMN + UP} ${HEIGHT}V0`, rate, 'map-consume']);
    });
    for (const [key, path] of this.#flows) {
      if (!lines.has(key)) {
        path.remove();
        this.#flows.delete(key);
      }
    }
    for (const [key, [shape, rate, kind]] of lines) {
      let path = this.#flows.get(key);
      if (!path) {
        path = document.createElementNS(SVG, 'path');
        set(path, { class: `map-flow ${kind}`, d: shape });
        this.#svg.append(path);
        this.#flows.set(key, path);
      }
      path.setAttribute('stroke-width', flowWidth(rate).toFixed(1));
    }
    this.#words.replaceChildren(...drawn.map(flow => element('li', {}, `${flow.from} sends ${shortNumber(flow.rate)} messages a second to ${flow.to}`)));
  }
}

function curve(from, to) {
  const start = from * COLUMN + DOWN;
  const end = to * COLUMN + DOWN;
  return `M${start} 0C${start} ${HEIGHT * 0.6} ${end} ${HEIGHT * 0.4} ${end} ${HEIGHT}`;
}

function set(target, attributes) {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, value);
}

customElements.define('flow-map', FlowMap);
