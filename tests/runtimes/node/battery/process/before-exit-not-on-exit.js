process.on('beforeExit', () => console.log('never'));
process.on('exit', (code) => { console.log('exit', code); setTimeout(() => console.log('never'), 1); process.nextTick(() => console.log('never')); });
process.exit();
