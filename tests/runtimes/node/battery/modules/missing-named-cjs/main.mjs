import { computed } from './other.cjs';
console.log(computed);
