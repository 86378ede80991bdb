process.on('SIGTERM', (name, number) => { console.log('got', name, number); });
process.once('SIGUSR2', () => { console.log('SIGUSR2 once'); clearInterval(alive); });
const alive = setInterval(() => {}, 1000);
console.log(process.kill(process.pid, 'SIGTERM'), process.kill(process.pid, 0));
setTimeout(() => process.kill(process.pid, 'SIGUSR2'), 10);
try { process.kill(process.pid, 'SIGNOTHING'); } catch (error) { console.log(error.code, error.message); }
process.nextTick(() => console.log('tick'));
