/**
 * Builders of syntax trees: every node, standing nowhere until it is printed.
 * @module
 */
export * from './build-expression.ts';
export * from './build-parameters.ts';
export * from './build-pattern.ts';
export * from './build-statement.ts';
export { expression, int, laid, type Operand, withContext } from './operand.ts';
