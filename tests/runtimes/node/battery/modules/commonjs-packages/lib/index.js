module.exports = { name: 'lib', args: arguments.length };
