import { expect, test } from 'vitest';
import { functionsOf } from './functions.mjs';

const BODY = '{\n  return null;\n}';

test.each([
  `function Screen() ${BODY}`,
  `export default function () ${BODY}`,
  `export default () => ${BODY};`,
  `export default memo(() => ${BODY});`,
  `export const Screen = memo(forwardRef(() => ${BODY}));`,
  `const Screen = (() => ${BODY}) as Component;`,
  `const screens = { one: () => ${BODY} };`,
  `class Screen { render() ${BODY} }`,
  `Screen.Part = () => ${BODY};`,
])('a long function is seen however a file names it: a default export without a name was not (%#)', (text) => {
  expect(functionsOf('Screen.tsx', text).map(({ lines }) => lines)).toEqual([3]);
});

test('what is handed on where it is written is a part of what it stands in', () => {
  expect(functionsOf('list.ts', `list.map(() => ${BODY});`)).toEqual([]);
});
