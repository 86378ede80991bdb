export interface Circle { kind: 'circle'; radius: number }
export class Square {
  readonly kind = 'square';
  side: number;
  constructor(side: number) { this.side = side; }
}
export type Shape = Circle | Square;
export function area(shape: Shape): number {
  return shape.kind === 'circle' ? Math.PI * shape.radius ** 2 : shape.side ** 2;
}
