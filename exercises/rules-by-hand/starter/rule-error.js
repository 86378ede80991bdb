/** Something would break a promise of the library. `field` is the field it is about. */
export class RuleError extends Error {
  constructor(field, message) {
    super(message);
    this.name = 'RuleError';
    this.field = field;
  }
}
