/** Checks what a page wants with another's window, as far as the site's page looks at it and passes it on. */
import { type Check, isBoolean, isFields, isState, isText, isToken, isUrl, listOf } from '../message-checks.ts';
import type { CarriedValue, WindowAct } from './window-acts.ts';

type Shape = Readonly<Record<string, Check>>;

const MOST_ARGUMENTS = 50;
const MOST_STEPS = 20;

const isPath = listOf(isText, MOST_STEPS);

const CARRIED: { readonly [Kind in CarriedValue['kind']]: Shape } = {
  value: { value: isState },
  window: {},
  mine: { ref: isToken },
  yours: { ref: isToken, path: isPath },
};

const isCarried: Check = (value) => isFields(value) && hasShape(value, CARRIED, value.kind);

const ACTS: { readonly [Type in WindowAct['type']]: Shape } = {
  close: {},
  focus: {},
  navigate: { url: isUrl, replaces: isBoolean },
  reload: {},
  post: { data: isState, targetOrigin: isText },
  call: { ref: isToken, path: isPath, args: listOf(isCarried, MOST_ARGUMENTS), result: isToken },
  set: { ref: isToken, path: isPath, value: isCarried },
};

export const isWindowAct: Check = (value) => isFields(value) && hasShape(value, ACTS, value.type);

function hasShape(value: object, shapes: Readonly<Record<string, Shape>>, name: unknown): boolean {
  if (typeof name !== 'string' || !Object.hasOwn(shapes, name)) return false;
  return Object.entries(shapes[name] ?? {}).every(([field, check]) => check(Reflect.get(value, field)));
}
