import { registerHooks } from 'node:module';
const hooks = registerHooks({
  resolve(specifier, context, next) { return specifier === 'virtual:answer' ? { url: 'virtual:answer', shortCircuit: true } : next(specifier, context); },
  load(url, context, next) {
    if (url === 'virtual:answer') return { format: 'module', source: 'export default 42', shortCircuit: true };
    const result = next(url, context);
    return url.endsWith('plain.mjs') ? { ...result, source: String(result.source).replace('plain', 'changed') } : result;
  },
});
console.log((await import('virtual:answer')).default, (await import('./plain.mjs')).default);
hooks.deregister();
try { await import('virtual:answer2'); } catch (error) { console.log(error.code); }
