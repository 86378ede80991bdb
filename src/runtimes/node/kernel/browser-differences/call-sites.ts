import type { CallSite } from '../stack-traces.ts';
import type { Place } from './source-trees.ts';

/** A frame with V8's name for it; native where it has no place. `caller` is where code that was evaluated comes from. */
export function createCallSite(name: string, place: Place | undefined, caller?: Place): CallSite {
  const isEvaluated = place?.file === '<anonymous>' && caller !== undefined;
  const origin = isEvaluated ? `eval at <anonymous> (${placeText(caller)}), ` : '';
  const position = place ? origin + placeText(place) : '<anonymous>';
  const parts = /^(?:new )?(?:(.*)\.)?(.*?)(?: \[as (.*)\])?$/.exec(name);
  const site = {
    toString: () => (name === '' ? position : `${name} (${position})`),
    getFileName: () => place?.file ?? null,
    getScriptNameOrSourceURL: () => place?.file ?? null,
    getLineNumber: () => place?.line ?? null,
    getColumnNumber: () => place?.column ?? null,
    getFunctionName: () => (parts?.[2] && parts[2] !== '<anonymous>' ? parts[2] : null),
    getTypeName: () => parts?.[1] ?? null,
    getMethodName: () => (parts?.[1] === undefined ? null : (parts[3] ?? parts[2] ?? null)),
    getThis: () => undefined,
    getFunction: () => undefined,
    getEvalOrigin: () => undefined,
    isNative: () => place === undefined,
    isConstructor: () => name.startsWith('new '),
    isToplevel: () => parts?.[1] === undefined,
    isAsync: () => false,
    isEval: () => false,
    isPromiseAll: () => false,
    getPromiseIndex: () => null,
  };
  return site;
}

/** The same, as a frame that waits. */
export function asAsync(site: CallSite): CallSite {
  return { ...site, toString: () => `async ${String(site)}`, isAsync: () => true };
}

function placeText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
