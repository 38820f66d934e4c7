import { Client } from '@stomp/stompjs';
import WebSocket from 'ws';
import { Refused, deferred, sessionWith, takeSteps } from './steps.js';

Object.assign(globalThis, { WebSocket });

function connect(url, connectHeaders) {
  const client = new Client({ brokerURL: url, connectHeaders, reconnectDelay: 300 });
  const first = nextSession(client);
  client.activate();
  return first;
}

/** The client connects again by itself; each time that is a session for us. */
function nextSession(client) {
  const session = deferred();
  const closed = deferred();
  let connected = false;
  let refused = null;
  let next;
  client.onConnect = ({ headers }) => {
    connected = true;
    session.resolve({ ...sessionOf(client), connected: headers, closed: closed.promise, again: () => next });
  };
  client.onStompError = ({ headers }) => {
    refused = new Refused(headers.message);
  };
  client.onWebSocketClose = ({ code }) => {
    if (refused) {
      client.deactivate();
      session.reject(refused);
    } else if (connected) {
      next = nextSession(client);
      closed.resolve(`code ${code}`);
    }
  };
  return session.promise;
}

function sessionOf(client) {
  return sessionWith((id, listener) => client.watchForReceipt(id, listener), {
    subscribe: (destination, listener, headers) => client.subscribe(destination, listener, headers),
    send: (destination, body, headers) => client.publish({ destination, body, headers }),
  });
}

await takeSteps('@stomp/stompjs', connect);
