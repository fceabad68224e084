import type { NumberLine } from './useNumbersRead';

type ReadAs = NumberLine['readings'][number]['readAs'];

/** What is sent of a line: a number, or a range in the spelling that is read as it, so that a direct-dial block is kept as one. */
export interface Entry {
  line: number;
  text: string;
  written: string;
  numbers: readonly string[];
}

export function entries(lines: readonly NumberLine[]): Entry[] {
  const inPart = new Set(lines.filter(({ outcome }) => outcome === 'REFUSED').map(({ line }) => line));
  return lines.flatMap(({ line, text, numbers, readings: [reading] }) => {
    const entry = { line, text, written: reading?.written ?? '', numbers };
    const whole = (reading?.readAs === 'RANGE' || reading?.readAs === 'BLOCK') && !inPart.has(line);
    return whole && numbers.length > 0 ? [entry] : singly([entry]);
  });
}

/** The same, number by number: of a range that is not taken whole each is judged for itself. */
export function singly(of: readonly Entry[]): Entry[] {
  return of.flatMap(({ numbers, ...line }) =>
    numbers.map((number) => ({ ...line, written: number, numbers: [number] })),
  );
}

export function countOf(of: readonly Entry[]): number {
  return of.reduce((sum, { numbers }) => sum + numbers.length, 0);
}

/** The text with one line put right: what was read of it is replaced, or, where that was put together of cells, the whole line. */
export function written(text: string, { line, text: cell }: NumberLine, instead: string): string {
  return changed(text, line, (content) => (content.includes(cell) ? content.replace(cell, () => instead) : instead));
}

/** The text without what was read of a line; a line that held nothing else stays empty, so that no other gets its number. */
export function without(text: string, { line, text: cell }: NumberLine): string {
  return changed(text, line, (content) => (content.includes(cell) ? content.replace(cell, '') : ''));
}

/** How many unclear lines have just one reading of each kind: those that can be told all at once. */
export function alike(lines: readonly NumberLine[]): [ReadAs, readonly NumberLine[]][] {
  const found = new Map<ReadAs, NumberLine[]>();
  for (const line of lines) {
    for (const { readAs } of line.readings) {
      if (only(line, readAs)) found.set(readAs, [...(found.get(readAs) ?? []), line]);
    }
  }
  return [...found].filter(([, of]) => of.length > 1);
}

export function allWritten(text: string, lines: readonly NumberLine[], readAs: ReadAs): string {
  return lines.reduce((before, line) => written(before, line, only(line, readAs)?.written ?? line.text), text);
}

function only(line: NumberLine, readAs: ReadAs) {
  const found = line.readings.filter((reading) => reading.readAs === readAs);
  return found.length === 1 ? found[0] : undefined;
}

function changed(text: string, line: number, change: (content: string) => string): string {
  const parts = text.split(/(\r\n|\r|\n)/);
  const place = (line - 1) * 2;
  parts[place] = change(parts[place] ?? '');
  return parts.join('');
}
