import { describe, expect, test } from 'vitest';
import { alike, allWritten, entries, singly, without, written } from './readings';
import type { NumberLine } from './useNumbersRead';

function line(
  place: number,
  text: string,
  ...readings: [NumberLine['readings'][number]['readAs'], string][]
): NumberLine {
  const told = readings.map(([readAs, spelling]) => ({
    readAs,
    written: spelling,
    understood: spelling,
  }));
  return {
    line: place,
    text,
    outcome: 'AMBIGUOUS',
    numbers: [],
    understood: null,
    message: 'This may be several things.',
    readings: told,
  };
}

const DIAL = line(2, '0451 123456-78', ['NUMBER', '+4945112345678'], ['RANGE', '+49451123456 - +49451123478']);
const TOWNS = line(3, '49 2161 123456', ['NUMBER', '+49492161123456'], ['NUMBER', '+492161123456']);

describe('a line that is put right', () => {
  test('changes nothing but what was read of it', () => {
    expect(written('Name;Nummer\r\nA;0451 123456-78\r\nB;0451 9', DIAL, '+4945112345678')).toBe(
      'Name;Nummer\r\nA;+4945112345678\r\nB;0451 9',
    );
  });

  test('is written anew where it was put together of several cells', () => {
    const joined = { ...DIAL, text: '0451 123456-78' };
    expect(written('Vorwahl;Nummer\n0451;123456-78', joined, '+4945112345678')).toBe('Vorwahl;Nummer\n+4945112345678');
  });

  test('keeps its place when it is left out', () => {
    expect(without('a\n0451 123456-78\nb', DIAL)).toBe('a\n\nb');
    expect(without('a\n0451;123456-78\nb', DIAL)).toBe('a\n\nb');
  });

  test('takes a dollar as it stands there', () => {
    expect(written('x\n0451 123456-78', DIAL, "$&'")).toBe("x\n$&'");
  });
});

describe('lines that are alike', () => {
  test('are those that have one reading of a kind', () => {
    const other = { ...DIAL, line: 4 };
    expect(alike([DIAL, TOWNS, other])).toEqual([
      ['NUMBER', [DIAL, other]],
      ['RANGE', [DIAL, other]],
    ]);
    expect(alike([DIAL, TOWNS])).toEqual([]);
  });

  test('are all put right at once', () => {
    const other = { ...DIAL, line: 3 };
    expect(allWritten('x\n0451 123456-78\n0451 123456-78', [DIAL, other], 'NUMBER')).toBe(
      'x\n+4945112345678\n+4945112345678',
    );
  });
});

describe('what is sent', () => {
  const numbers = ['+493023456000', '+493023456001', '+493023456002'];
  const block = { ...line(2, '030 234560-0 (01-02)', ['BLOCK', '+4930234560-0 (01-02)']), numbers };
  const sent = (lines: NumberLine[]) => entries(lines).map((entry) => [entry.line, entry.written]);

  test('is a direct-dial block whole, as the server would otherwise keep nothing but single numbers', () => {
    expect(sent([block])).toEqual([[2, '+4930234560-0 (01-02)']]);
    expect(sent([DIAL])).toEqual([]);
  });

  test('is number by number where a line is not taken whole, and where it is no range', () => {
    const left = { ...block, numbers: numbers.slice(1) };
    const pair = { ...line(3, 'a / b', ['PAIR', 'a / b']), numbers: ['+492161', '+492162'] };
    expect(sent([left, { ...line(2, block.text), outcome: 'REFUSED' }, pair])).toEqual([
      [2, '+493023456001'],
      [2, '+493023456002'],
      [3, '+492161'],
      [3, '+492162'],
    ]);
    expect(singly(entries([block])).map(({ written: number }) => number)).toEqual(numbers);
  });
});
