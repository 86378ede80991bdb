let n = 0;
const t = setInterval(() => {
  console.log('iv', ++n);
  if (n === 3) clearInterval(t);
}, 5);
setTimeout(() => console.log('done'), 1000);
