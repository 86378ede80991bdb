process.on('beforeExit', (code) => console.log('beforeExit', code));
process.on('exit', (code) => console.log('exit', code, process.exitCode));
process.exitCode = 3;
try { process.exitCode = 'x'; } catch (error) { console.log(error.code, error.message); }
try { process.exitCode = 1.5; } catch (error) { console.log(error.code, error.message); }
process.exitCode = '4';
console.log(process.exitCode, typeof process.exitCode);
try { process.exit({}); } catch (error) { console.log(error.code); }
