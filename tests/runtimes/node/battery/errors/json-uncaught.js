function parse(t) {
  return JSON.parse(t);
}
try {
  parse('{"a":1,}');
} catch (e) {
  console.log(e.message);
}
parse('{bad');
