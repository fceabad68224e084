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

test.each([
  ['a workbook of Excel or OpenDocument', 'PK\u0003\u0004\u0014'],
  ['a workbook of old', '\u00d0\u00cf\u0011\u00e0\u00a1'],
  ['a PDF', '%PDF-1.7'],
])('%s is no text, whatever it is called', async (_, begins) => {
  const bytes = Uint8Array.from(begins, (letter) => letter.charCodeAt(0));
  expect(await fileText(new Blob([bytes], { type: 'text/csv' }))).toBeNull();
});
