function load() {
  const data = await fetch('/x');
  return data;
}
load();
