throw { code: 42, nested: { list: [1, 2] } };
