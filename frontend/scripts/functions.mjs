// The functions of a source text that have a name, or that a file is imported for.
import { parseSync } from 'vite';

const EXPRESSIONS = new Set(['FunctionExpression', 'ArrowFunctionExpression']);

/** Where each begins, and how many lines it has. */
export function functionsOf(path, text) {
  const found = [];
  const line = (offset) => text.slice(0, offset).split('\n').length;
  visit(parseSync(path, text).program, (node) => {
    const named = namedFunction(node);
    if (named) found.push({ where: `${path}:${line(named.start)}`, lines: line(named.end) - line(named.start) + 1 });
  });
  return found;
}

/** Declared, exported, or the value of a variable, an assignment, a property or a method, wrapped or not; not what is handed on where it is written. */
function namedFunction(node) {
  if (node.type === 'FunctionDeclaration') return node;
  const value = unwrapped(heldBy(node));
  return EXPRESSIONS.has(value?.type) ? value : null;
}

function heldBy(node) {
  switch (node.type) {
    case 'VariableDeclarator':
      return node.init;
    case 'AssignmentExpression':
      return node.right;
    case 'ExportDefaultDeclaration':
      return node.declaration;
    default:
      return EXPRESSIONS.has(node.value?.type) ? node.value : null;
  }
}

/** What `memo(…)`, `forwardRef(…)` and the like were given, and what stands in parentheses or before `as`. */
function unwrapped(value) {
  if (value?.type === 'CallExpression') return unwrapped(value.arguments[0]);
  return typeof value?.expression === 'object' ? unwrapped(value.expression) : value;
}

function visit(node, see) {
  if (Array.isArray(node)) {
    for (const each of node) visit(each, see);
  } else if (node !== null && typeof node === 'object') {
    see(node);
    for (const each of Object.values(node)) visit(each, see);
  }
}
