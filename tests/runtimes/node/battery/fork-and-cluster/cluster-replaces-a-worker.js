const cluster = require('node:cluster');
const http = require('node:http');

if (cluster.isPrimary) {
  let forks = 0;
  const start = () => {
    forks += 1;
    cluster.fork({ GENERATION: forks });
  };
  const get = (path) =>
    new Promise((resolve) => {
      http
        .get({ port: 8124, path, agent: false }, (response) => {
          let text = '';
          response.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text));
        })
        .on('error', (error) => resolve(error.code));
    });
  cluster.on('listening', async (worker) => {
    console.log(await get('/'));
    if (forks === 1) {
      console.log(await get('/crash'));
    } else {
      worker.on('message', (message) => {
        console.log('message', message);
        worker.kill();
      });
      worker.send({ question: 1 });
    }
  });
  cluster.on('exit', (worker, code, signal) => {
    console.log('exit', code, signal);
    if (forks < 2) start();
  });
  start();
} else {
  process.on('message', (message) => process.send({ answer: message.question + 1 }));
  http
    .createServer((request, response) => {
      if (request.url === '/crash') process.exit(5);
      response.end(`generation ${process.env.GENERATION}`);
    })
    .listen(8124);
}
