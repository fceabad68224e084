import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { DeliveryStatus } from '../gql';
import { renderUi } from '../ui/testing';
import { Outcome } from './Outcome';

const SHOWN: Record<DeliveryStatus, [label: string, tone: string]> = {
  PENDING: ['To be sent', 'progress'],
  DELIVERED: ['Delivered', 'good'],
  GIVEN_UP: ['Given up', 'bad'],
};

test.each(Object.entries(SHOWN) as [DeliveryStatus, [string, string]][])(
  'a message that is %s says so: one that was given up was shown as still to be sent',
  (status, [label, tone]) => {
    renderUi(<Outcome row={{ status, lastError: 'HTTP 500' }} />);
    expect(screen.getByText(label)).toHaveAttribute('data-tone', tone);
  },
);
