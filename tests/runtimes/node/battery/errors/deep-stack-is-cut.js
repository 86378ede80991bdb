function deep(n) {
  if (n > 0) return deep(n - 1);
  throw new Error('deep');
}
deep(30);
