const fs = require('fs');
fs.writeFileSync('letters.txt', 'x'.repeat(200000));
const r = fs.createReadStream('letters.txt');
let n = 0,
  c = 0;
r.on('open', () => console.log('open'))
  .on('ready', () => console.log('ready'))
  .on('data', (d) => {
    n += d.length;
    c++;
  })
  .on('end', () => console.log('end', n, c))
  .on('close', () => {
    console.log('close');
    fs.unlinkSync('letters.txt');
  });
