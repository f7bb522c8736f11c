// POST with JSON over kept connections, with as little of its own as can be.
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 512 });

/** Resolves to the parsed body (undefined when it is empty); rejects on any status but 2xx. */
export function post(url, body, headers = {}) {
  const payload = Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const req = request(url, {
      method: 'POST',
      agent,
      headers: { 'Content-Type': 'application/json', 'Content-Length': payload.length, ...headers },
    });
    req.on('error', (error) => {
      // A kept connection that the server was just closing: nothing has been taken.
      if (req.reusedSocket && error.code === 'ECONNRESET') resolve(post(url, body, headers));
      else reject(error);
    });
    req.on('response', (res) => {
      const chunks = [];
      res.on('data', (chunk) => chunks.push(chunk));
      res.on('error', reject);
      res.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (res.statusCode >= 300)
          reject(new Error(`${res.statusCode} of ${new URL(url).pathname}: ${text}`));
        else resolve(text === '' ? undefined : JSON.parse(text));
      });
    });
    req.end(payload);
  });
}
