import { describe, expect, test } from 'vitest';
import { expandRange, normal, readPasted } from './numbers';

const accepted = (text: string) => readPasted(text).accepted.map((line) => line.number);
const refused = (text: string) => readPasted(text).refused.map(({ raw, because }) => [raw, because]);

describe('numbers as people paste them', () => {
  test('are read one per line, from a comma list and from a spreadsheet', () => {
    expect(accepted('+31 20 123 4567\n020-1234568\r\n')).toEqual(['+31201234567', '0201234568']);
    expect(accepted('+12125550100, +12125550101;+12125550102')).toEqual([
      '+12125550100',
      '+12125550101',
      '+12125550102',
    ]);
    expect(accepted('Number\tNote\n"+44 20 7946 0123"\t')).toEqual(['+442079460123']);
  });

  test('lose what stands between the digits and gain a plus for 00', () => {
    expect(normal('(020) 7946-0958')).toBe('02079460958');
    expect(normal('0031 20 123 4567')).toBe('+31201234567');
    expect(normal('+49 (0)30 123456')).toBe('+4930123456');
  });

  test('are refused line by line with the reason', () => {
    expect(refused('call me\n12345\n+1234567890123456')).toEqual([
      ['call me', 'letters'],
      ['12345', 'tooShort'],
      ['+1234567890123456', 'tooLong'],
    ]);
  });

  test('that stand there twice are refused once, in whatever spelling', () => {
    const read = readPasted('+31 20 123 4567\n0031201234567');
    expect(read.accepted).toHaveLength(1);
    expect(read.refused).toEqual([{ line: 2, raw: '0031201234567', because: 'duplicate' }]);
  });

  test('keep the line they came from', () => {
    expect(readPasted('\n+12125550100\n\n+12125550101').accepted.map((line) => line.line)).toEqual([2, 4]);
  });
});

describe('a range', () => {
  test('is every number from the first to the end it names', () => {
    expect(expandRange('+35319609036-46')).toEqual(Array.from({ length: 11 }, (_, step) => `+3531960${9036 + step}`));
    expect(accepted('+44 20 7946 0125-27')).toEqual(['+442079460125', '+442079460126', '+442079460127']);
  });

  test('keeps leading zeros', () => {
    expect(expandRange('+31201234098-102')).toEqual([
      '+31201234098',
      '+31201234099',
      '+31201234100',
      '+31201234101',
      '+31201234102',
    ]);
  });

  test('that ends before it begins, or is longer than a request, is refused', () => {
    expect(expandRange('+35319609046-36')).toBe('range');
    expect(expandRange('+35319600000-5000')).toBe('rangeTooLong');
  });

  test('is not seen in a number that is written with a dash', () => {
    expect(expandRange('+44 20 7946-0958')).toEqual(['+442079460958']);
    expect(expandRange('212-555-0123')).toEqual(['2125550123']);
  });
});
