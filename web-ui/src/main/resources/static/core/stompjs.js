// The WebJar's one small file, which leaves its name in the global scope: its modules are thirteen requests more.
// Its address stands here, since an import map would be inline script, which the page forbids itself.
import '/webjars/stomp__stompjs/@stompjs.version@/bundles/stomp.umd.min.js';

export const { Client } = globalThis.StompJs;
