/** Messages of SpiderMonkey in V8's words, where the words alone tell what V8 would say. First match wins. */

type Pattern = readonly [pattern: RegExp, v8: string];

/** What is told of properties and receivers; `$<name>` as in `String.replace`. */
export const MESSAGE_PATTERNS: readonly Pattern[] = [
  [/^can't access lexical declaration '(.+)' before initialization$/, "Cannot access '$1' before initialization"],
  [/^assignment to undeclared variable (.+)$/, '$1 is not defined'],
  [/^invalid assignment to const '.*'$/, 'Assignment to constant variable.'],
  [/^too much recursion$/, 'Maximum call stack size exceeded'],
  [/^invalid array length$/, 'Invalid array length'],
  [/^reduce of empty array with no initial value$/, 'Reduce of empty array with no initial value'],
  [/^No Promise in Promise\.any was resolved$/, 'All promises were rejected'],
  [/^class constructors must be invoked with 'new'$/, "Class constructor cannot be invoked without 'new'"],
  [
    /^must call super constructor before using 'this' in derived class constructor$/,
    "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
  ],
  [
    /^Function\.prototype\.toString called on incompatible object$/,
    "Function.prototype.toString requires that 'this' be a Function",
  ],
  [/^super is not a constructor$/, 'Super constructor is not a constructor'],
  [/^class heritage (.+) is not an object or null$/, 'Class extends value $1 is not a constructor or null'],
  [/^args\[0\] is not a function$/, 'Promise resolver is not a function'],
  [
    /^calling a builtin Promise constructor without new is forbidden$/,
    "Promise constructor cannot be invoked without 'new'",
  ],
  [/^calling a builtin (.+) constructor without new is forbidden$/, "Constructor $1 requires 'new'"],
  [/^WeakMap key .* must be an object or an unregistered symbol$/, 'Invalid value used as weak map key'],
  [/^WeakSet value .* must be an object or an unregistered symbol$/, 'Invalid value used in weak set'],
  [/^can't convert (?:undefined|null) to object$/, 'Cannot convert undefined or null to object'],
  [/^can't convert symbol to (string|number)$/, 'Cannot convert a Symbol value to a $1'],
  [/^can't convert BigInt to number$/, 'Cannot mix BigInt and other types, use explicit conversions'],
  [
    /^(.+) can't be converted to BigInt because it isn't an integer$/,
    'The number $1 cannot be converted to a BigInt because it is not an integer',
  ],
  [/^BigInt division by zero$/, 'Division by zero'],
  [/^BigInt value can't be serialized in JSON$/, 'Do not know how to serialize a BigInt'],
  [/^cyclic object value$/, 'Converting circular structure to JSON'],
  [/^invalid 'instanceof' operand .+$/, "Right-hand side of 'instanceof' is not callable"],
  [
    /^'prototype' property of .+ is not an object$/,
    "Function has non-object prototype 'undefined' in instanceof check",
  ],
  [/^cannot use 'in' operator to search for "(.*)" in "(.*)"$/, "Cannot use 'in' operator to search for '$1' in $2"],
  [/^cannot use 'in' operator to search for '(.*)' in '(.*)'$/, "Cannot use 'in' operator to search for '$1' in $2"],
  [/^"(.+)" is read-only$/, "Cannot assign to read only property '$1' of object '#<Object>'"],
  [/^can't define property "(.+)": Object is not extensible$/, 'Cannot add property $1, object is not extensible'],
  [/^property "(.+)" is non-configurable and can't be deleted$/, "Cannot delete property '$1' of #<Object>"],
  [/^setting getter-only property "(.+)"$/, 'Cannot set property $1 of #<Object> which has only a getter'],
  [/^can't redefine non-configurable property "(.+)"$/, 'Cannot redefine property: $1'],
  [/^.+ is not a non-null object$/, 'Object.defineProperty called on non-object'],
  [/^.+ is not an object or null$/, 'Object prototype may only be an Object or null'],
  [/^repeat count must be non-negative$/, 'Invalid count value: -1'],
  [/^repeat count must be less than infinity.*$/, 'Invalid count value: Infinity'],
  [/^radix must be an integer at least 2.*$/, 'toString() radix argument must be between 2 and 36'],
  [/^precision -?\d+ out of range$/, 'toFixed() digits argument must be between 0 and 100'],
  [
    /^matchAll must be called with a global RegExp$/,
    'String.prototype.matchAll called with a non-global RegExp argument',
  ],
  [/^invalid date$/, 'Invalid time value'],
  [/^malformed URI sequence$/, 'URI malformed'],
  [/^invalid language tag: "(.+)"$/, 'Incorrect locale information provided'],
  [/^(-?[\d.]+) is not a valid code point$/, 'Invalid code point $1'],
  [/^form must be one of.*$/, 'The normalization form should be one of NFC, NFD, NFKC, NFKD.'],
  [/^invalid or out-of-range index$/, 'Invalid array buffer length'],
  [/^start offset is outside the bounds of the buffer$/, 'Start offset is outside the bounds of the buffer'],
  [/^buffer length for (\w+) should be a multiple of (\d+)$/, 'byte length of $1 should be a multiple of $2'],
  [/^missing argument 0 when calling function .+$/, 'undefined is not a function'],
  [/^invalid Array\.prototype\.sort argument$/, 'The comparison function must be either a function or undefined'],
  [/^iterable for .+ should have array-like objects$/, 'Iterator value is not an entry object'],
  [
    /^`(?:handler|target)` argument of Proxy must be an object.*$/,
    'Cannot create proxy with a non-object as target or handler',
  ],
  [/^`target` argument of (Reflect\.\w+) must be an object.*$/, '$1 called on non-object'],
  [/^Object\.setPrototypeOf: expected an object or null, got .+$/, 'Object prototype may only be an Object or null'],
  [/^already executing generator$/, 'Generator is already running'],
  [/^WeakRef: target cannot be held.*$/, 'WeakRef: invalid target'],
];

/** V8's words for a message, or undefined when there is no pattern for it. */
export function matchMessage(message: string): string | undefined {
  const pattern = MESSAGE_PATTERNS.find(([pattern]) => pattern.test(message));
  return pattern && message.replace(pattern[0], pattern[1]);
}
