import { createRequire } from "node:module"; let n = 0; export const count = () => ++n;
