setTimeout(() => { throw 'a plain string'; }, 1);
