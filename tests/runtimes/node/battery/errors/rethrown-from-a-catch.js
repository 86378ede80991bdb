// The arrow points at the `throw` that nobody caught, not at where the error was made.
function work() {
  throw new TypeError('made in work');
}

function outer() {
  try {
    work();
  } catch (error) {
    console.log('caught', error.message);
    throw error;
  }
}

try {
  outer();
} catch (error) {
  process.nextTick(() => {
    if (error instanceof TypeError) throw (error);
  });
}
