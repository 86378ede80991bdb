process.on('exit', (code) => { console.log('first', code); process.exit(7); });
process.on('exit', (code) => console.log('second', code));
setTimeout(() => process.exit(2), 1);
process.nextTick(() => console.log('tick'));
