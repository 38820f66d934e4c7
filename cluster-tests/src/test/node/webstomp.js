import webstomp from 'webstomp-client';
import WebSocket from 'ws';
import { Refused, deferred, sessionWith, takeSteps } from './steps.js';

Object.assign(globalThis, { WebSocket });

function connect(url, headers) {
  const client = webstomp.client(url, { debug: false });
  // The library sets none, and Node ends a process whose 'error' nobody takes.
  client.ws.onerror = () => {};
  const session = deferred();
  const closed = deferred();
  let refused = null;
  const onConnected = (frame) => {
    session.resolve({ ...sessionOf(client), connected: frame.headers, closed: closed.promise });
  };
  const onError = (frameOrClose) => {
    if (frameOrClose.command === 'ERROR') {
      refused = new Refused(frameOrClose.headers.message);
    } else {
      session.reject(refused ?? new Error(`closed with ${frameOrClose.code}`));
      closed.resolve(`code ${frameOrClose.code}`);
    }
  };
  client.connect({ ...headers }, onConnected, onError);
  return session.promise;
}

function sessionOf(client) {
  const waiting = new Map();
  client.onreceipt = ({ headers }) => waiting.get(headers['receipt-id'])();
  return sessionWith((id, listener) => waiting.set(id, listener), client);
}

await takeSteps('webstomp-client', connect);
