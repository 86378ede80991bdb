process.setUncaughtExceptionCaptureCallback((error) => console.log('captured', error.message));
console.log(process.hasUncaughtExceptionCaptureCallback());
setTimeout(() => { throw new Error('one'); }, 1);
setTimeout(() => { process.setUncaughtExceptionCaptureCallback(null); console.log('free again'); throw new Error('two'); }, 10);
