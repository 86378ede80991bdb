process.on('multipleResolves', (type, promise, value) => console.log(type, value));
new Promise((resolve, reject) => { resolve('a'); resolve('b'); reject(new Error('c')); });
setTimeout(() => console.log('end'), 1);
