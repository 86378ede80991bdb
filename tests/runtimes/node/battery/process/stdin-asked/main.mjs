import { createInterface } from 'node:readline/promises';
const prompt = createInterface({ input: process.stdin, output: process.stdout });
const name = await prompt.question('Name? ');
const age = await prompt.question('Age? ');
console.log(`\n${name} is ${age}`);
prompt.close();
for await (const rest of process.stdin) console.log('rest', String(rest));
