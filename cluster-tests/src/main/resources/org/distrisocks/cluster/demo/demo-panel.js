import '../components/error-note.js';
import { element } from '../dom/element.js';
import { icon } from '../dom/icons.js';

const LOOK_MS = 1_000;
const WORDS = { up: 'running', starting: 'starting', down: 'killed' };

/** What `./run` adds to the cluster view: traffic between bots, and pods to be killed and started again. */
class DemoPanel extends HTMLElement {
  #control;
  #slider = element('input', { type: 'range', min: 0, max: 300, step: 5, value: 0, 'data-testid': 'demo-traffic' });
  #rate = element('output', {}, '0');
  #figures = element('p', { class: 'demo-figures', 'data-testid': 'demo-figures' });
  #problem = element('error-note', { class: 'demo-problem', 'data-testid': 'demo-problem' });
  #answers = true;
  #pods = element('ul', { class: 'demo-pods' });
  #rows = new Map();
  #sliding = false;

  async connectedCallback() {
    this.#slider.addEventListener('input', () => {
      this.#sliding = true;
      this.#rate.textContent = this.#slider.value;
    });
    this.#slider.addEventListener('change', async () => {
      await this.#ask('/traffic', { rate: this.#slider.valueAsNumber });
      this.#sliding = false;
    });
    this.append(element('section', { class: 'demo-card', 'aria-labelledby': 'demo-title' },
      element('h2', { id: 'demo-title' }, 'Demo'),
      element('label', { class: 'demo-traffic' },
        element('span', {}, 'Traffic between bots, messages a second'), this.#slider, this.#rate),
      this.#figures, this.#pods, this.#problem));
    this.#control = await (await fetch('/demo/control.json')).json();
    this.#look();
  }

  async #look() {
    await this.#ask('/state');
    if (this.isConnected) setTimeout(() => this.#look(), LOOK_MS);
  }

  async #ask(path, body) {
    try {
      const answer = await fetch(this.#control.url + path, {
        method: path === '/state' ? 'GET' : 'POST',
        headers: { 'X-Demo-Token': this.#control.token, ...(body && { 'Content-Type': 'application/json' }) },
        body: body && JSON.stringify(body),
      });
      const state = await answer.json();
      this.#answers = true;
      if (answer.ok) this.#draw(state);
      else this.#problem.show(state.detail);
    } catch {
      if (this.#answers) this.#problem.show('./run does not answer.');
      this.#answers = false;
    }
  }

  #draw({ rate, mostRate, traffic, pods }) {
    this.#slider.max = mostRate;
    if (!this.#sliding) {
      this.#slider.value = rate;
      this.#rate.textContent = rate;
    }
    const { sent, received, onTheWay, twice } = traffic;
    this.#figures.textContent = `${number(sent)} sent · ${number(received)} received · ${number(onTheWay)} on the way · ${number(twice)} twice`;
    for (const pod of pods) this.#row(pod.id).update(pod.state);
  }

  #row(id) {
    if (!this.#rows.has(id)) {
      const state = element('span', { class: 'demo-state' });
      const button = element('button', { class: 'button small', type: 'button' });
      const row = element('li', { 'data-testid': 'demo-pod', 'data-pod': id }, element('strong', {}, id), state, button);
      button.addEventListener('click', () => this.#ask(`/pods/${id}/${row.dataset.state === 'up' ? 'kill' : 'start'}`));
      this.#pods.append(row);
      this.#rows.set(id, {
        update: now => {
          if (row.dataset.state === now) return;
          row.dataset.state = now;
          state.textContent = WORDS[now];
          button.disabled = now === 'starting';
          button.classList.toggle('danger', now === 'up');
          button.replaceChildren(...(now === 'up' ? [icon('alert'), 'Kill pod'] : ['Restart pod']));
          button.setAttribute('aria-label', `${now === 'up' ? 'Kill' : 'Restart'} ${id}`);
        },
      });
    }
    return this.#rows.get(id);
  }
}

const number = value => value.toLocaleString('en');

customElements.define('demo-panel', DemoPanel);
