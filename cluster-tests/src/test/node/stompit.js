import stompit from 'stompit';
import { Refused, deferred, takeSteps } from './steps.js';

// Of version 0.26.0: 1.0.0 ends the process when an ERROR has a text (gdaws/stompit, pull request 116).

function connect(url, connectHeaders) {
  const { hostname: host, port } = new URL(url);
  const failover = new stompit.ConnectFailover([{ host, port, connectHeaders }], { maxReconnectDelay: 500 });
  let session = deferred();
  const { promise } = session;
  failover.connect((error, client, reconnect) => {
    if (error) {
      session.reject(error.isApplicationError?.() ? new Refused(error.message) : error);
      return;
    }
    const closed = deferred();
    const next = deferred();
    session.resolve({
      ...sessionOf(client),
      connected: client.headers,
      closed: closed.promise,
      again: () => next.promise,
    });
    session = next;
    client.on('error', ({ message }) => {
      closed.resolve(message);
      reconnect();
    });
  });
  return promise;
}

function sessionOf(client) {
  return {
    subscribe(destination, ack, listener) {
      client.subscribe({ destination, ack }, (error, message) => {
        message?.readString('utf-8', (unreadable, body) => {
          listener({
            body,
            ack: () => new Promise((onReceipt) => client.ack(message, {}, { onReceipt })),
          });
        });
      });
    },
    send(destination, body) {
      return new Promise((onReceipt) => client.sendString({ destination }, body, { onReceipt }));
    },
  };
}

await takeSteps('stompit', connect);
