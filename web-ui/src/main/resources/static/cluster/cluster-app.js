import { PageApp } from '../components/page-app.js';
import './cluster-view.js';

customElements.define('cluster-app', class extends PageApp {
  constructor() {
    super('cluster-view');
  }
});
