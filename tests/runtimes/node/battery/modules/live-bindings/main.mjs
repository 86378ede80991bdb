import counter, { count, increment, later } from './counter.mjs';
import * as ns from './counter.mjs';
console.log(count, counter, ns.count);
increment();
console.log(count, counter, ns.count, Object.keys(ns), ns[Symbol.toStringTag]);
try { count += 1; } catch (error) { console.log(error.name, error.message); }
try { delete ns.count; } catch (error) { console.log(error.name, error.message); }
console.log(await later, 'count' in ns, Reflect.ownKeys(ns), Object.isFrozen(ns), Object.isSealed(ns));
console.log(ns);
