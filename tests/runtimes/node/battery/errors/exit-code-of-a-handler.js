process.on('uncaughtExceptionMonitor', (error, origin) => console.log('monitor', error.message, origin));
process.on('exit', (code) => { console.log('exit', code); process.exitCode = 9; });
Promise.reject(new Error('stray'));
