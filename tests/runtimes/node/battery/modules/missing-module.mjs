import { x } from './does-not-exist.mjs';
