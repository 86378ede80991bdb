Promise.reject(new Error('only warned about'));
setTimeout(() => console.log('goes on'), 5);
