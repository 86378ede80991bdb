// node:https and node:tls load; what a program sees of them before it connects is Node's.
const https = require('node:https');
const tls = require('node:tls');

console.log(typeof https.get, typeof https.createServer, https.globalAgent.defaultPort, https.Agent.name);
console.log(typeof tls.connect, tls.DEFAULT_MIN_VERSION, tls.checkServerIdentity.name);
console.log(process.versions.openssl === undefined, process.features.tls);
