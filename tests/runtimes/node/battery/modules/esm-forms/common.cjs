exports.named = 'named';
exports.later = 'later';
module.exports.__proto__ = null;
