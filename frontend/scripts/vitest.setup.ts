import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';
import { withWords } from '../src/i18n/later';

afterEach(cleanup);

await withWords(Promise.resolve());
