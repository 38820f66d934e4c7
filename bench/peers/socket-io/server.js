// A chat server as Socket.IO's documentation tells to write one: rooms for users, the Redis adapter between nodes, an
// acknowledgement when a message is stored, and a table for its statuses.
// Usage: node server.js PORT, with DATABASE_URL and REDIS_URL in the environment.
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import pg from 'pg';
import { createClient } from 'redis';
import { Server } from 'socket.io';

const NONE = 0;
const SENT = 1;
const DELIVERED = 2;

const INSERT = {
  name: 'insert',
  text: `INSERT INTO messages (sender_id, receiver_id, client_id, payload) VALUES ($1, $2, $3, $4)
    ON CONFLICT (sender_id, client_id) DO UPDATE SET client_id = EXCLUDED.client_id
    RETURNING message_id, created_at`,
};
const MOVE_TO_SENT = {
  name: 'sent',
  text: `UPDATE messages SET status = ${SENT}, sent_at = now() WHERE message_id = $1 AND status < ${SENT}`,
};
const MOVE_TO_DELIVERED = {
  name: 'delivered',
  text: `UPDATE messages SET status = ${DELIVERED}, delivered_at = now()
    WHERE message_id = $1 AND receiver_id = $2 AND status < ${DELIVERED}
    RETURNING sender_id, client_id`,
};

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
const publisher = createClient({ url: process.env.REDIS_URL });
const subscriber = publisher.duplicate();
await Promise.all([publisher.connect(), subscriber.connect()]);

const server = createServer();
const io = new Server(server, { transports: ['websocket'], adapter: createAdapter(publisher, subscriber) });
// Each socket would keep its handshake request otherwise, as the page on memory usage says.
io.engine.on('connection', (raw) => {
  raw.request = null;
});

io.use((socket, next) => {
  socket.data.user = socket.handshake.auth.user;
  socket.join(`user:${socket.data.user}`);
  next(socket.data.user ? undefined : new Error('no user'));
});

io.on('connection', (socket) => {
  const user = socket.data.user;
  // What one sender sends is stored and passed on in order: one after the other.
  let last = Promise.resolve();
  socket.on('message', (message, acknowledge) => {
    last = last.then(() => take(user, message, acknowledge)).catch((problem) => refuse(socket, message, problem));
  });
  socket.on('delivered', (messageId) => {
    deliver(user, messageId).catch((problem) => refuse(socket, {}, problem));
  });
});

async function take(sender, message, acknowledge) {
  const { receiver_id, client_id, payload } = message;
  const { rows } = await pool.query({ ...INSERT, values: [sender, receiver_id, client_id, payload] });
  const { message_id, created_at } = rows[0];
  acknowledge({ client_id, message_id, status: 'NONE' });
  io.to(`user:${receiver_id}`).emit('message', { client_id, message_id, sender_id: sender, payload, created_at });
  pool
    .query({ ...MOVE_TO_SENT, values: [message_id] })
    .then(() => tick(sender, client_id, message_id, 'SENT'))
    .catch((problem) => console.error(problem.message));
}

async function deliver(receiver, messageId) {
  const { rows } = await pool.query({ ...MOVE_TO_DELIVERED, values: [messageId, receiver] });
  if (rows.length > 0) {
    tick(rows[0].sender_id, rows[0].client_id, messageId, 'DELIVERED');
  }
}

function tick(sender, client_id, message_id, status) {
  io.to(`user:${sender}`).emit('status', { client_id, message_id, status });
}

function refuse(socket, { client_id }, problem) {
  console.error(problem.message);
  socket.emit('problem', { client_id, detail: problem.message });
}

await pool.query(`CREATE TABLE IF NOT EXISTS messages (
  message_id uuid PRIMARY KEY DEFAULT uuidv7(),
  sender_id text NOT NULL,
  receiver_id text NOT NULL,
  client_id text NOT NULL,
  payload text NOT NULL,
  status smallint NOT NULL DEFAULT ${NONE},
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  delivered_at timestamptz,
  UNIQUE (sender_id, client_id)
) WITH (fillfactor = 80);
CREATE INDEX IF NOT EXISTS messages_conversation ON messages (receiver_id, sender_id, message_id)`).catch((problem) => {
  // Two nodes that start together may both see no table.
  if (problem.code !== '23505' && problem.code !== '42P07') {
    throw problem;
  }
});
server.listen(Number(process.argv[2]), '127.0.0.1', 1024);
process.on('SIGTERM', () => process.exit(0));
