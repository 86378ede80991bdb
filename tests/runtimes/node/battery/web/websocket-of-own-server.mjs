import http from 'node:http';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
const server = http.createServer();
server.on('upgrade', (req, socket) => {
  const accept = createHash('sha1').update(req.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  socket.on('data', (frame) => {
    const opcode = frame[0] & 15; const len = frame[1] & 127; const mask = frame.subarray(2, 6);
    const data = Buffer.from(frame.subarray(6, 6 + len)).map((b, i) => b ^ mask[i % 4]);
    if (opcode === 8) { socket.end(Buffer.concat([Buffer.from([0x88, data.length]), data])); return; }
    const text = Buffer.from('echo ' + data); socket.write(Buffer.concat([Buffer.from([0x81, text.length]), text]));
  });
});
server.listen(0); await once(server, 'listening');
const ws = new WebSocket(`ws://localhost:${server.address().port}/`);
ws.onopen = () => { console.log('open', ws.readyState); ws.send('hello'); };
ws.onmessage = (e) => { console.log('message', e.data); ws.close(1000, 'done'); };
ws.onclose = (e) => { console.log('close', e.code, e.reason, e.wasClean); server.close(); };
ws.onerror = (e) => console.log('error', e.message);
