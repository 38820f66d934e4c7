import './components/chat-app.js';
