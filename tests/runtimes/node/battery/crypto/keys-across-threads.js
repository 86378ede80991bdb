// Keys travel to other threads and back.
const c=require('crypto'); const {Worker,isMainThread,parentPort,workerData}=require('worker_threads');
if (isMainThread) {
  const s=c.createSecretKey('abc'); const {privateKey,publicKey}=c.generateKeyPairSync('ec',{namedCurve:'P-256'});
  console.log(structuredClone(s).equals(s));
  const w=new Worker(__filename,{workerData:{s,privateKey}});
  w.on('message',(m)=>{ console.log(m.size, c.verify('sha256','x',publicKey,m.sig), m.key); });
} else {
  crypto.subtle.generateKey({name:'HMAC',hash:'SHA-256'},true,['sign']).then((key)=>parentPort.postMessage({size:workerData.s.symmetricKeySize,sig:c.sign('sha256','x',workerData.privateKey),key}));
}
