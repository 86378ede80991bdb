const { Blob, resolveObjectURL, File } = require('node:buffer');
const fs = require('node:fs');
(async () => {
  const b = new Blob(['hello ', new Uint8Array([119, 111]), new Blob(['rld'])], { type: 'Text/Plain' });
  console.log(b, b.size, await b.text(), await b.slice(3, 8).text(), await b.slice(-3).text());
  for await (const c of b.stream()) console.log(c);
  console.log(await b.arrayBuffer(), await b.bytes());
  fs.writeFileSync('data.txt', 'from a file');
  const f = await fs.openAsBlob('data.txt');
  console.log(f.size, await f.text(), await f.slice(5).text());
  fs.writeFileSync('data.txt', 'changed content');
  try { await f.text(); } catch (e) { console.log(e.name, e.message, e.code); }
  const file = new File(['x'], 'a.txt', { lastModified: 5 });
  console.log(file.name, file.lastModified, await file.text(), structuredClone ? 'sc' : '');
  console.log(require('node:util').inspect(new Blob([])));
})();
