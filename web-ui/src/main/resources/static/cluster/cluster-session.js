import { Access } from '../core/access.js';
import { Api } from '../core/api.js';
import { StompGateway } from '../core/stomp-gateway.js';
import { sampleOf, withSample } from './cluster-logic.js';

const UNASKED_MS = 3_000;
/** A frame comes each second. */
const OLD_MS = 5_000;

/**
 * What the page knows, and how it comes to know it. It takes no messages: they would count as delivered without being shown.
 *
 * Events: `change`; `tick` with the JSON of `/user/queue/status`; `problem` with that of `/user/queue/errors`, a `notice` unless
 * somebody heeds it; `notice` {text}; `ended` when the user must sign in again.
 */
export class ClusterSession extends EventTarget {
  connection = { phase: 'connecting' };
  /** Whether the user is an operator; undefined until that is known. */
  operator;
  /** The newest frame of `/topic/cluster`, and what the charts show of the last minutes. */
  frame;
  history = [];
  /** When that came, by the clock of this machine. */
  takenAt;
  /** How the start goes: 'loading', 'loaded' or 'failed'; each failure is a `notice` besides. */
  first = 'loading';

  #servers;
  #accessToken;
  #access;
  #gateway;
  #stopped = false;
  #timer;

  /**
   * @param session {userId, accessToken}
   * @param sessions where the next token comes from
   */
  constructor({ userId, accessToken }, sessions, servers) {
    super();
    this.userId = userId;
    this.#servers = servers;
    this.#accessToken = accessToken;
    this.#access = new Access(new Api(servers, accessToken), sessions, userId, {
      renewed: token => {
        this.#accessToken = token;
        this.#gateway?.renew(token);
      },
      ended: () => this.dispatchEvent(new Event('ended')),
    });
  }

  /** Asks who the user is to the cluster, and listens to what that allows. */
  async start() {
    try {
      const topology = await this.#access.guard(api => api.topology());
      this.operator = 'flows' in topology;
      if (this.operator) this.#take(topology);
    } catch (problem) {
      if (problem.status !== 401) this.#again(problem);
      return;
    }
    this.first = 'loaded';
    if (this.#stopped) return;
    this.#access.guard(api => api.origins()).then(origins => this.#servers.learn(origins), () => {}); // then there are none
    const listensTo = { '/user/queue/status': 'tick', '/user/queue/errors': 'problem' };
    if (this.operator) listensTo['/topic/cluster'] = 'cluster';
    const gateway = new StompGateway(this.#servers, this.#accessToken, listensTo);
    gateway.addEventListener('state', ({ detail }) => {
      this.connection = detail;
      this.#changed();
    });
    gateway.addEventListener('cluster', ({ detail }) => this.#take(detail));
    gateway.addEventListener('tick', ({ detail }) => this.dispatchEvent(new CustomEvent('tick', { detail })));
    gateway.addEventListener('problem', ({ detail }) => this.#problem(detail));
    // An ERROR frame has no code that says whether the token was bad; REST answers 401 just then.
    gateway.addEventListener('refused', () => this.#access.guard(api => api.topology()).catch(() => {}));
    this.#gateway = gateway;
    gateway.connect();
  }

  /** Whether nothing has come for so long that what is shown may be true no more. */
  get isOld() {
    return Date.now() - this.takenAt > OLD_MS;
  }

  /** Does not wait for the next try. */
  startNow() {
    clearTimeout(this.#timer);
    this.first = 'loading';
    this.#changed();
    return this.start();
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#gateway?.close();
  }

  /** The way of a message; fails with an ApiProblem. */
  trace(messageId) {
    return this.#access.guard(api => api.trace(messageId));
  }

  /**
   * Sends a message that asks to be followed.
   *
   * @returns its `client_id`, by which `tick` tells its `message_id`; undefined while there is no connection
   */
  sendFollowed(receiver, text) {
    const message = { client_id: crypto.randomUUID(), receiver_id: receiver, payload: text };
    return this.#gateway?.send(message, { trace: 'true' }) ? message.client_id : undefined;
  }

  #take(frame) {
    this.frame = frame;
    this.takenAt = Date.now();
    this.history = withSample(this.history, sampleOf(frame));
    this.#changed();
  }

  #again(problem) {
    this.first = 'failed';
    this.#changed();
    this.#notice(problem.message);
    this.#timer = setTimeout(() => this.#stopped || this.start(), UNASKED_MS);
  }

  #problem(problem) {
    if (this.#access.heeds(problem)) return;
    const isLeft = this.dispatchEvent(new CustomEvent('problem', { detail: problem, cancelable: true }));
    if (isLeft) this.#notice(problem.detail ?? problem.title);
  }

  #notice(text) {
    this.dispatchEvent(new CustomEvent('notice', { detail: text }));
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
