process.stdout.write('a\n', () => console.log('written'));
console.log(process.stdout.writable, process.stdout.writableLength);
