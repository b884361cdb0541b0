import { WebSocketServer } from 'ws';
import { now } from './bench-clients.mjs';

/**
 * What `bench:fanout` compares with: a WebSocket server that keeps who is in the room in a set and sends a text to them. It
 * is told over its parent's channel when to send.
 */
const room = new Set();
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.once('message', (data) => {
    if (data.toString() === 'room') {
      room.add(socket);
    }
  });
});
server.on('listening', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : null });
});
process.on('message', (/** @type {{ event: object }} */ { event }) => {
  const text = JSON.stringify({ ...event, changedAt: now() });
  for (const socket of room) {
    socket.send(text);
  }
});
process.on('disconnect', () => process.exit());
