import fs from 'node:fs';
const value = await (;
