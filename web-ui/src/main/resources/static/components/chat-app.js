import './chat-view.js';
import { PageApp } from './page-app.js';

customElements.define('chat-app', class extends PageApp {
  constructor() {
    super('chat-view');
  }
});
