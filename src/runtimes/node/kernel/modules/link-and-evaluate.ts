/** Linking and evaluation of module graphs, step by step as ECMA-262 has it ("Cyclic Module Records"). */

import type { ModuleRecord } from './module-record.ts';
import { SourceTextModule, SyntheticModule } from './source-text-module.ts';

const NativePromise = Promise;

/** Links a module and all it needs; on failure everything not linked before is unlinked again, and it throws. */
export function linkModule(module: ModuleRecord): void {
  const stack: SourceTextModule[] = [];
  const order: SourceTextModule[] = [];
  try {
    findCycles(module, stack, { order, indices: new Map(), lowest: new Map() });
    for (const each of order) each.initializeEnvironment();
    for (const each of order) each.bindImports();
  } catch (error) {
    for (const each of order) each.status = 'unlinked';
    throw error;
  }
  for (const each of order) each.status = 'linked';
}

interface CycleSearch {
  /** Modules in the order in which they are to be linked: what is needed comes first. */
  readonly order: SourceTextModule[];
  readonly indices: Map<ModuleRecord, number>;
  readonly lowest: Map<ModuleRecord, number>;
}

// Tarjan's strongly connected components, which the specification's InnerModuleLinking is.
function findCycles(module: ModuleRecord, stack: SourceTextModule[], search: CycleSearch): void {
  if (module instanceof SyntheticModule) {
    if (module.status === 'unlinked') module.status = 'linked';
    return;
  }
  if (!(module instanceof SourceTextModule) || module.status !== 'unlinked') return;
  const { order, indices, lowest } = search;
  module.status = 'linking';
  const index = indices.size;
  indices.set(module, index);
  lowest.set(module, index);
  stack.push(module);
  for (const dependency of module.dependencies) {
    if (dependency === module) module.isInCycle = true;
    findCycles(dependency, stack, search);
    if (stack.includes(dependency as SourceTextModule)) {
      lowest.set(module, Math.min(lowest.get(module) ?? index, lowest.get(dependency) ?? index));
    }
  }
  order.push(module);
  if (lowest.get(module) !== index) return;
  const component = stack.splice(stack.indexOf(module));
  if (component.length > 1) for (const member of component) member.isInCycle = true;
}

/** What evaluation keeps about each module with source text (fields of a Cyclic Module Record). */
interface EvaluationState {
  ancestorIndex: number;
  cycleRoot: SourceTextModule | undefined;
  /** Order in which modules became asynchronous; undefined when they are not, or are done. */
  asyncOrder: number | undefined;
  pendingDependencies: number;
  readonly asyncParents: SourceTextModule[];
  completion: Completion | undefined;
}

interface Completion {
  readonly promise: Promise<undefined>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const states = new WeakMap<SourceTextModule, EvaluationState>();
let lastAsyncOrder = 0;

function stateOf(module: SourceTextModule): EvaluationState {
  let state = states.get(module);
  if (state === undefined) {
    state = {
      ancestorIndex: 0,
      cycleRoot: undefined,
      asyncOrder: undefined,
      pendingDependencies: 0,
      asyncParents: [],
      completion: undefined,
    };
    states.set(module, state);
  }
  return state;
}

/** Evaluates a linked module and what it needs. The promise settles when all of it is done. */
export function evaluateModule(start: ModuleRecord): Promise<undefined> {
  if (!(start instanceof SourceTextModule)) return evaluateSynthetic(start);
  const isDone = start.status === 'evaluating-async' || start.status === 'evaluated';
  const module = isDone ? (stateOf(start).cycleRoot ?? start) : start;
  const state = stateOf(module);
  if (state.completion !== undefined) return state.completion.promise;
  const completion = createCompletion();
  state.completion = completion;
  const stack: SourceTextModule[] = [];
  try {
    evaluateInner(module, stack, 0);
    if (state.asyncOrder === undefined) completion.resolve();
  } catch (error) {
    for (const member of stack) fail(member, error);
    completion.reject(error);
  }
  return completion.promise;
}

function evaluateSynthetic(module: ModuleRecord): Promise<undefined> {
  try {
    executeSynthetic(module);
    return NativePromise.resolve(undefined);
  } catch (error) {
    return NativePromise.reject(error);
  }
}

function executeSynthetic(module: ModuleRecord): void {
  if (module.status === 'errored') throw module.error;
  if (module.status !== 'linked' && module.status !== 'unlinked') return;
  module.status = 'evaluating';
  try {
    if (module instanceof SyntheticModule) module.execute();
    module.status = 'evaluated';
  } catch (error) {
    fail(module, error);
    throw error;
  }
}

function evaluateInner(module: ModuleRecord, stack: SourceTextModule[], start: number): number {
  if (!(module instanceof SourceTextModule)) {
    executeSynthetic(module);
    return start;
  }
  if (module.status === 'errored') throw module.error;
  if (module.status !== 'linked') return start;
  module.status = 'evaluating';
  const state = stateOf(module);
  const ownIndex = start;
  let index = start + 1;
  state.ancestorIndex = ownIndex;
  stack.push(module);

  for (const dependency of module.dependencies) {
    index = evaluateInner(dependency, stack, index);
    if (!(dependency instanceof SourceTextModule)) continue;
    const dependencyState = stateOf(dependency);
    let required = dependency;
    if (dependency.status === 'evaluating') {
      state.ancestorIndex = Math.min(state.ancestorIndex, dependencyState.ancestorIndex);
    } else {
      required = dependencyState.cycleRoot ?? dependency;
      if (required.status === 'errored') throw required.error;
    }
    if (stateOf(required).asyncOrder !== undefined) {
      state.pendingDependencies += 1;
      stateOf(required).asyncParents.push(module);
    }
  }

  if (state.pendingDependencies > 0 || module.parsed.hasTopLevelAwait) {
    lastAsyncOrder += 1;
    state.asyncOrder = lastAsyncOrder;
    if (state.pendingDependencies === 0) executeAsync(module);
  } else {
    module.execute();
  }
  if (state.ancestorIndex === ownIndex) settleComponent(module, stack);
  return index;
}

function settleComponent(root: SourceTextModule, stack: SourceTextModule[]): void {
  for (const member of stack.splice(stack.indexOf(root))) {
    const state = stateOf(member);
    state.cycleRoot = root;
    if (member.status === 'evaluating') {
      member.status = state.asyncOrder === undefined ? 'evaluated' : 'evaluating-async';
    }
  }
}

function executeAsync(module: SourceTextModule): void {
  const body = module.execute() as Promise<unknown>;
  nativeThen.call(
    body,
    () => onAsyncFulfilled(module),
    (error: unknown) => onAsyncRejected(module, error),
  );
}

const nativeThen = Promise.prototype.then;

function onAsyncFulfilled(module: SourceTextModule): void {
  if (module.status === 'errored') return;
  finish(module);
  const available: SourceTextModule[] = [];
  gatherAvailableParents(module, available);
  available.sort((a, b) => (stateOf(a).asyncOrder ?? 0) - (stateOf(b).asyncOrder ?? 0));
  for (const parent of available) {
    if (parent.status === 'errored') continue;
    if (parent.parsed.hasTopLevelAwait) {
      executeAsync(parent);
      continue;
    }
    try {
      parent.execute();
      finish(parent);
    } catch (error) {
      onAsyncRejected(parent, error);
    }
  }
}

function finish(module: SourceTextModule): void {
  const state = stateOf(module);
  state.asyncOrder = undefined;
  module.status = 'evaluated';
  state.completion?.resolve();
}

function gatherAvailableParents(module: SourceTextModule, available: SourceTextModule[]): void {
  for (const parent of stateOf(module).asyncParents) {
    const state = stateOf(parent);
    if (available.includes(parent) || state.cycleRoot?.status === 'errored') continue;
    state.pendingDependencies -= 1;
    if (state.pendingDependencies > 0) continue;
    available.push(parent);
    if (!parent.parsed.hasTopLevelAwait) gatherAvailableParents(parent, available);
  }
}

function onAsyncRejected(module: SourceTextModule, error: unknown): void {
  if (module.status === 'errored' || module.status === 'evaluated') return;
  fail(module, error);
  const state = stateOf(module);
  for (const parent of state.asyncParents) onAsyncRejected(parent, error);
  state.completion?.reject(error);
}

function fail(module: ModuleRecord, error: unknown): void {
  module.status = 'errored';
  module.error = error;
}

function createCompletion(): Completion {
  let resolve!: (value?: undefined) => void;
  let reject!: (error: unknown) => void;
  const promise = new NativePromise<undefined>((onResolve, onReject) => {
    resolve = onResolve as (value?: undefined) => void;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

/** Whether a module or anything it needs has top-level await. */
export function hasAsyncGraph(module: ModuleRecord, seen = new Set<ModuleRecord>()): boolean {
  if (seen.has(module) || !(module instanceof SourceTextModule)) return false;
  seen.add(module);
  return module.parsed.hasTopLevelAwait || module.dependencies.some((each) => hasAsyncGraph(each, seen));
}
