// The steps of ThirdPartyIT, for the libraries of Node. Each is told by a line of JSON on stdout.
//
// A library is a function connect(url, headers) that promises a session, or fails with Refused after an ERROR:
//   connected                              the headers of CONNECTED
//   closed                                 promises how the connection ended
//   subscribe(destination, ack, listener)  the listener gets { body, ack }; ack() promises the RECEIPT
//   send(destination, body)                promises the RECEIPT
//   again()                                promises the next session; only if the library connects again by itself

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const MESSAGES = 20;
const { RECEIVER_URL, RECEIVER, PASSWORD, SENDER_URL, SENDER_TOKEN } = process.env;

export class Refused extends Error {}

/** A promise, to be kept later. */
export function deferred() {
  const later = {};
  later.promise = new Promise((resolve, reject) => Object.assign(later, { resolve, reject }));
  return later;
}

/**
 * Of a session, for libraries that give a frame its receipt by a header.
 *
 * @param watch (receiptId, listener) to be called when that RECEIPT comes
 * @param library with subscribe(destination, listener, headers) and send(destination, body, headers)
 */
export function sessionWith(watch, library) {
  const receipt = (sendWith) =>
    new Promise((resolve) => {
      const id = randomUUID();
      watch(id, resolve);
      sendWith({ receipt: id });
    });
  return {
    subscribe(destination, ack, listener) {
      const onMessage = (message) =>
        listener({ body: message.body, ack: () => receipt((headers) => message.ack(headers)) });
      library.subscribe(destination, onMessage, { ack });
    },
    send: (destination, body) => receipt((headers) => library.send(destination, body, headers)),
  };
}

export async function takeSteps(name, connect) {
  const login = { login: RECEIVER, passcode: PASSWORD };
  // The last one has 60 KB of UTF-8.
  const texts = Array.from({ length: MESSAGES }, (_, i) => `${i} ${'✓'.repeat(i < MESSAGES - 1 ? 1 : 20_000)}`);
  let receiver;
  let sender;
  let received = inbox();
  const send = (payload) => sender.send('/app/messages', JSON.stringify({ receiver_id: RECEIVER, payload }));

  await step('VERSION', () => JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
  await step('REFUSED', async () => {
    const begin = Date.now();
    const refused = await connect(RECEIVER_URL, { ...login, passcode: 'wrong' }).catch((error) => error);
    if (!(refused instanceof Refused)) {
      throw refused instanceof Error ? refused : new Error('let in with a wrong password');
    }
    return `ERROR: ${refused.message}; ended in ${Date.now() - begin} ms`;
  });
  await step('PASSWORD', async () => {
    receiver = await connect(RECEIVER_URL, login);
    return toText(receiver.connected);
  });
  await step('TOKEN', async () => {
    sender = await connect(SENDER_URL, { Authorization: `Bearer ${SENDER_TOKEN}` });
    return toText(sender.connected);
  });
  await step('RECEIPTS', async () => {
    receiver.subscribe('/user/queue/messages', 'client-individual', received.add);
    await Promise.all(texts.map(send));
    return `${MESSAGES}`;
  });
  await step('IN_ORDER', async () => {
    for (const [i, text] of texts.entries()) {
      requireEqual((await received.at(i)).text, text);
    }
    return `${MESSAGES}`;
  });
  await step('ACKS', async () => {
    await Promise.all(texts.map(async (_, i) => (await received.at(i)).ack()));
    return `${MESSAGES}`;
  });
  // The pod of the receiver is stopped when all clients are here.
  await step('CLOSED', () => receiver.closed, 120);
  await step('SENT_MEANWHILE', async () => {
    await send('meanwhile');
    return '1';
  });
  await step('BACK', async () => {
    const begin = Date.now();
    const itself = receiver.again !== undefined;
    receiver = await (itself ? receiver.again() : untilConnected(() => connect(RECEIVER_URL, login)));
    return `${itself ? 'by itself' : 'by a new connect'} in ${Date.now() - begin} ms`;
  }, 90);
  await step('CAUGHT_UP', async () => {
    received = inbox();
    receiver.subscribe('/user/queue/messages', 'auto', received.add);
    requireEqual((await received.at(0)).text, 'meanwhile');
    return '1';
  });
  process.exit(0);
}

async function step(name, work, seconds = 20) {
  const limit = setTimeout(() => end(name, `nothing within ${seconds} s`), seconds * 1000);
  try {
    tell(name, true, await work());
  } catch (failure) {
    end(name, failure.message);
  }
  clearTimeout(limit);
}

function end(name, why) {
  tell(name, false, why);
  process.exit(1);
}

function tell(name, ok, saw) {
  console.log(JSON.stringify({ step: name, ok, saw }));
}

/** Messages in the order of their coming; at(i) promises that of this place. */
function inbox() {
  const places = [];
  const place = (i) => (places[i] ??= deferred());
  let count = 0;
  return {
    add: ({ body, ack }) => place(count++).resolve({ text: JSON.parse(body).payload, ack }),
    at: (i) => place(i).promise,
  };
}

async function untilConnected(connect) {
  for (;;) {
    try {
      return await connect();
    } catch {
      await pause(300);
    }
  }
}

function requireEqual(actual, expected) {
  if (actual !== expected) {
    throw new Error(`got ${actual.slice(0, 100)} instead of ${expected.slice(0, 100)}`);
  }
}

function toText({ version, pod }) {
  return `STOMP ${version} on ${pod}`;
}
