// The address of the WebJar. An import map would be inline script, which the page forbids itself.
export { Client } from '/webjars/stomp__stompjs/@stompjs.version@/esm6/index.js';
