import { element } from '../dom/element.js';
import { shortMillis, shortNumber, shortTime } from './cluster-logic.js';

const STATES = { LIVE: 'live', SILENT: 'says nothing', GONE: 'gone' };

/** A pod: `node`, and `update(pod, frame, topic)`. */
export function podCard(id) {
  const state = element('span', { class: 'pod-state' });
  const rate = element('strong', {});
  const fields = Object.fromEntries(['sessions', 'Kafka lag', 'uptime', 'lease age', 'epoch'].map(name => [name, element('dd', {})]));
  const list = element('dl', { class: 'pod-fields' }, ...Object.entries(fields).map(([name, value]) => element('div', {}, element('dt', {}, name), value)));
  const here = element('span', { class: 'pod-here', hidden: true }, 'you are here');
  const node = element('article', { class: 'pod-card', 'data-testid': 'pod', 'data-pod': id },
    element('header', {}, element('h3', {}, id), here, state),
    element('p', { class: 'pod-rate' }, rate, ' msg/s accepted'), list);
  return {
    node,
    update(pod, frame, topic) {
      const now = Date.parse(frame.at);
      node.dataset.state = pod.state;
      state.textContent = pod.state === 'GONE' ? `gone for ${shortTime(now - Date.parse(pod.last_seen))}` : STATES[pod.state];
      here.hidden = pod.pod_id !== frame.pod_id;
      rate.textContent = shortNumber(pod.accepted);
      fields.sessions.textContent = shortNumber(pod.sessions);
      fields['Kafka lag'].textContent = shortNumber(topic?.lag);
      fields.uptime.textContent = pod.started_at ? shortTime(now - Date.parse(pod.started_at)) : '–';
      fields['lease age'].textContent = shortMillis(pod.lease_age_ms);
      fields.epoch.textContent = pod.epoch ?? '–';
    },
  };
}

/** A topic: `node`, and `update(topic, incoming)`, where `topic` is undefined if Kafka does not tell. */
export function topicCard(name) {
  const figures = element('p', { class: 'topic-figures' });
  const from = element('p', { class: 'topic-from' });
  const node = element('article', { class: 'topic-card', 'data-testid': 'topic', 'data-topic': name },
    element('h3', {}, element('span', { class: 'topic-word' }, 'topic '), name), figures, from);
  return {
    node,
    update(topic, incoming) {
      figures.textContent = topic
        ? [count(topic.partitions, 'partition'), count(topic.records, 'record'), topic.lag === null ? [] : `lag ${shortNumber(topic.lag)}`].flat().join(' · ')
        : 'not known';
      node.classList.toggle('is-lagging', (topic?.lag ?? 0) > 100);
      from.textContent = incoming.length ? `from ${incoming.slice(0, 3).map(flow => `${flow.from} ${Math.ceil(flow.rate)}/s`).join(', ')}` : '';
    },
  };
}

/** `1 lease`, `2 leases`. */
export function count(number, word) {
  return `${shortNumber(number)} ${word}${number === 1 ? '' : 's'}`;
}

/** A server: up, down or not known. */
export function partCard(name, up, detail) {
  const state = up === undefined ? 'not known' : up ? 'up' : 'down';
  return element('article', { class: 'part-card', 'data-testid': 'part', 'data-part': name, 'data-state': state },
    element('h3', {}, name), element('span', { class: 'part-state' }, state), element('span', { class: 'part-detail' }, detail || ''));
}
