const onHup = () => console.log('hup');
process.on('SIGHUP', onHup);
process.kill(process.pid, 'SIGHUP');
setTimeout(() => { process.off('SIGHUP', onHup); console.log(process.listenerCount('SIGHUP')); }, 10);
