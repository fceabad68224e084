import { lazy, useRef } from 'react';
import { Optional } from '../../ui/Optional';

const NumberDrawer = lazy(async () => ({ default: (await import('./NumberDrawer')).NumberDrawer }));

/** The drawer of a porting number; its code comes when the first one is opened. */
export function LazyNumberDrawer(props: { id: string | undefined; onClose: () => void }) {
  const wanted = useRef(false);
  wanted.current ||= props.id !== undefined;
  return wanted.current ? (
    <Optional>
      <NumberDrawer {...props} />
    </Optional>
  ) : null;
}
