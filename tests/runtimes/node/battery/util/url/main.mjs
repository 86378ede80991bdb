import { domainToASCII, domainToUnicode, fileURLToPath, format, parse, pathToFileURL } from 'node:url';
const samples = [
  'https://user:pa%20ss@example.com:8080/a/b/../c?x=1&y=2#hash',
  'http://EXAMPLE.com:80/%7Efoo/é?q=ü#ö',
  'file:///home/me/a b.txt',
  'mailto:someone@example.com',
  'data:text/plain,hello?not#frag',
  'http://[::1]:3000/?#',
  'http://münchen.de/',
  'blob:https://example.com/id',
  'web+demo:/.//not-a-host/',
  'ws://h?q#',
  'http://user@h/',
];
for (const text of samples) {
  const url = new URL(text);
  console.log(url);
  console.log(String(url), JSON.stringify(url), [...url.searchParams]);
}
const url = new URL('../x/y?z#w', 'https://example.com/a/b/c');
console.log(url.href, URL.canParse('nope'), URL.canParse('/x', 'http://h'), URL.parse('nope'));
for (const [key, value] of Object.entries({ protocol: 'http', host: 'h:99', hostname: 'other', port: '80', pathname: 'p q', search: 'a=b c', hash: '#frag', username: 'u@', password: 'p:' })) {
  url[key] = value;
  console.log(key, url.href);
}
url.searchParams.append('k', 'v&');
url.searchParams.sort();
console.log(url.search, url.searchParams.size);
for (const [input, base] of [['nope'], ['x', 'y'], ['http://a b']]) {
  try {
    new URL(input, base);
  } catch (error) {
    console.log(error.name, error.code, error.message, error.input, error.base);
  }
}
console.log(pathToFileURL('/a/#b c?%.txt').href, fileURLToPath('file:///a%20b'), domainToASCII('español.com'), domainToUnicode('xn--espaol-zwa.com'), domainToASCII('xn--iñvalid.com'));
console.log(format(new URL('http://u:p@xn--mnchen-3ya.de/?q#h'), { unicode: true, fragment: false, auth: false }));
console.log(parse('http://a.com:80/p?q=1#h').pathname);
const params = new URLSearchParams({ a: '1', b: 'x y' });
params.append('a', '2');
console.log(params.toString(), params.getAll('a'), params);
