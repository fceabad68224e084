import { MantineProvider } from '@mantine/core';
import { type RenderResult, render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { cssVariables, theme } from '../theme';

/** Renders what needs Mantine around it; for tests only. */
export function renderUi(element: ReactElement): RenderResult {
  const wrap = (inner: ReactElement) => (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
      {inner}
    </MantineProvider>
  );
  const result = render(wrap(element));
  return { ...result, rerender: (next) => result.rerender(wrap(next as ReactElement)) };
}
