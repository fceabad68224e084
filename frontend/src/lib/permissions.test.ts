import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '..');
/** Where somebody chooses what level another person gets: that is data, not a permission. */
const CHOSEN = ['subjects/users/InviteForm.tsx', 'subjects/users/UserPanel.tsx'];
const BY_LEVEL = /\blevels?\b[^\n;]{0,20}[!=]==?\s*'(ADMIN|AGENT|MEMBER|VIEWER)'|\blevels?\b[^\n;]{0,12}\.includes\(/;

test('nobody is asked for their level: what one may do is told by the server', () => {
  const asked = globSync('**/*.{ts,tsx}', { cwd: SRC })
    .filter((file) => !file.startsWith('gql/') && !file.endsWith('.test.ts') && !CHOSEN.includes(file))
    .filter((file) => BY_LEVEL.test(readFileSync(join(SRC, file), 'utf8')))
    .map((file) => relative('.', file));
  expect(asked).toEqual([]);
});
