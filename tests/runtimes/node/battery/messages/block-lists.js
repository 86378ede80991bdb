const { BlockList, SocketAddress } = require('node:net');
const list = new BlockList();
list.addSubnet('10.0.0.0', 8);
const copy = structuredClone(list);
copy.addAddress('1.2.3.4');
console.log(copy.check('10.1.1.1'), list.check('1.2.3.4'), copy.rules);
console.log(structuredClone(new SocketAddress({ address: '::1', family: 'ipv6', port: 4 })).port);
