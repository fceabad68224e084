// How long the functions of src that have a name are, in lines; one that is longer than a screen fails.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';

const LONGEST = 80;
const EXPRESSIONS = new Set(['FunctionExpression', 'ArrowFunctionExpression']);
const frontend = join(import.meta.dirname, '..');

const lengths = globSync('src/**/*.{ts,tsx}', { cwd: frontend })
  .filter((path) => !path.includes('.test.') && !path.startsWith('src/gql/'))
  .flatMap((path) => functionsOf(path, readFileSync(join(frontend, path), 'utf8')))
  .sort((one, other) => one.lines - other.lines);

const at = (share) => lengths[Math.floor(share * lengths.length)].lines;
const long = lengths.filter(({ lines }) => lines > LONGEST);
console.log(
  `lengths: ${lengths.length} functions, median ${at(0.5)}, 90 % up to ${at(0.9)}, longest ${at(0.9999)} lines`,
);
for (const { where, lines } of long) {
  console.error(`${where}: ${lines} lines, at most ${LONGEST}: give its parts names`);
}
process.exitCode = long.length > 0 ? 1 : 0;

function functionsOf(path, text) {
  const found = [];
  const line = (offset) => text.slice(0, offset).split('\n').length;
  visit(parseSync(path, text).program, (node) => {
    const named = namedFunction(node);
    if (named) found.push({ where: `${path}:${line(named.start)}`, lines: line(named.end) - line(named.start) + 1 });
  });
  return found;
}

/** Declared, or the value of a variable, a property or a method, wrapped (`memo(…)`) or not; not what is handed on where it is written. */
function namedFunction(node) {
  if (node.type === 'FunctionDeclaration') return node;
  const value = node.type === 'VariableDeclarator' ? unwrapped(node.init) : node.value;
  return EXPRESSIONS.has(value?.type) ? value : null;
}

/** What `memo(…)`, `forwardRef(…)` and the like were given. */
function unwrapped(value) {
  return value?.type === 'CallExpression' && EXPRESSIONS.has(value.arguments[0]?.type) ? value.arguments[0] : value;
}

function visit(node, see) {
  if (Array.isArray(node)) {
    for (const each of node) visit(each, see);
  } else if (node !== null && typeof node === 'object') {
    see(node);
    for (const each of Object.values(node)) visit(each, see);
  }
}
