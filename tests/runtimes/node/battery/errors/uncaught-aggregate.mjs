const failures = [new TypeError('first'), new RangeError('second')];
await Promise.any(failures.map((failure) => Promise.reject(failure)));
