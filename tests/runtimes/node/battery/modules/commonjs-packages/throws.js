throw new TypeError('on load');
