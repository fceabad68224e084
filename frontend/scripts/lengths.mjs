// How long the functions of src that have a name are, in lines; one that is longer than a screen fails.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionsOf } from './functions.mjs';

const LONGEST = 80;
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
