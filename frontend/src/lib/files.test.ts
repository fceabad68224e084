import { expect, test } from 'vitest';
import { fileText } from './files';

const LINES = 'Tel;Name\n020\u00a01237701;Jan\n020 123 7710 \u2013 020 123 7712;Piët';

function wide(text: string, little: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(2 * text.length + 2));
  [0xfeff, ...Array.from(text, (letter) => letter.charCodeAt(0))].forEach((code, place) => {
    view.setUint16(2 * place, code, little);
  });
  return new Uint8Array(view.buffer);
}

const WINDOWS: Record<string, number> = { '\u2013': 0x96 };
const windows = Uint8Array.from(LINES, (letter) => WINDOWS[letter] ?? letter.charCodeAt(0));

test.each([
  ['UTF-8', new TextEncoder().encode(LINES)],
  ['UTF-8 with its mark', new TextEncoder().encode(`\ufeff${LINES}`)],
  ['UTF-16, as Excel saves Unicode text', wide(LINES, true)],
  ['UTF-16, the other way round', wide(LINES, false)],
  ['Windows-1252, as Excel saves a CSV', windows],
])('a file in %s says the same', async (_, bytes) => {
  expect(await fileText(new Blob([bytes]))).toBe(LINES);
});
