const fs = require('fs/promises');
(async () => {
  await fs.mkdir('folder/x', { recursive: true });
  await fs.writeFile('folder/x/a.txt', 'data');
  await fs.appendFile('folder/x/a.txt', '+more');
  console.log(
    await fs.readFile('folder/x/a.txt', 'utf8'),
    (await fs.stat('folder/x/a.txt')).size,
    await fs.readdir('folder', { recursive: true }),
  );
  try {
    await fs.rmdir('folder');
  } catch (e) {
    console.log(e.code, e.message);
  }
  const h = await fs.open('folder/x/a.txt');
  for await (const l of h.readLines()) console.log('line', l);
  await fs.rm('folder', { recursive: true });
  await fs.access('folder').catch((e) => console.log(e.code));
  console.log('end');
})();
process.nextTick(() => console.log('tick'));
