import { expect, test } from 'vitest';
import { browserOf } from './browser';

test('a browser is called what people call it', () => {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
  expect(browserOf(chrome)).toBe('Chrome, Linux');
  expect(browserOf(`${chrome} Edg/142.0`)).toBe('Edge, Linux');
  expect(browserOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1')).toBe(
    'Safari, iPhone',
  );
  expect(browserOf('curl/8.9')).toBe('curl/8.9');
  expect(browserOf(null)).toBeNull();
});
