const v8 = require('node:v8');

const value = { list: [1, 'two', { three: 3n }], map: new Map([['k', new Date(0)]]), text: 'ключ' };
value.self = value;
const bytes = v8.serialize(value);
console.log(bytes.toString('hex'));
console.log(v8.deserialize(bytes));
console.log(v8.deserialize(v8.serialize(Buffer.from('bytes'))), v8.deserialize(v8.serialize(new Float64Array([1.5]))));

class Special {
  constructor(name) {
    this.name = name;
  }
}
const serializer = new v8.Serializer();
serializer.writeHeader();
serializer.writeUint32(300);
serializer.writeUint64(1, 2);
serializer.writeDouble(0.5);
serializer.writeRawBytes(Buffer.from('raw'));
serializer.writeValue([new Special('lost class'), /x/g]);
const written = serializer.releaseBuffer();
const deserializer = new v8.Deserializer(written);
console.log(deserializer.readHeader(), deserializer.getWireFormatVersion(), deserializer.readUint32());
console.log(deserializer.readUint64(), deserializer.readDouble(), deserializer.readRawBytes(3).toString());
console.log(deserializer.readValue());

for (const attempt of [
  () => v8.serialize(() => 1),
  () => v8.serialize({ symbol: Symbol('s') }),
  () => v8.deserialize(Buffer.from('nonsense')),
  () => v8.deserialize(bytes.subarray(0, 20)),
  () => v8.deserialize('text'),
  () => new v8.Deserializer(Buffer.alloc(0)).readDouble(),
  () => v8.Serializer(),
]) {
  try {
    attempt();
  } catch ({ name, code, message }) {
    console.log(name, code, message);
  }
}
