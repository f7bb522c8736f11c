// The connector of a channel: takes every reply that a bot sends and says that it has it.
import { once } from 'node:events';
import { createServer } from 'node:http';

/** Starts one on loopback. `taken`: replies so far; their bodies are read to the end and not kept. */
export async function startConnector() {
  const connector = { url: '', taken: 0 };
  const server = createServer((req, res) => {
    req.resume();
    req.on('end', () => {
      const body = JSON.stringify({ id: `r${++connector.taken}` });
      res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length });
      res.end(body);
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  connector.url = `http://127.0.0.1:${server.address().port}`;
  return connector;
}
