process.on('uncaughtException', (error) => {
  console.log('handler got', error.message);
  throw new Error('from the handler');
});
throw new Error('first');
