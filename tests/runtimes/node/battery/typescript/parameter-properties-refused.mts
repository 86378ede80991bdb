class Point {
  constructor(private x: number) {}
}
console.log(new Point(1));
