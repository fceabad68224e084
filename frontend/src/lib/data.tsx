import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { Provider } from 'urql';
import { type Data, makeData } from './client';
import type { ConnectionState } from './live';

const DataContext = createContext<Data | null>(null);

/** A client and a socket for as long as one person is signed in; mount it with their id as its key. */
export function DataProvider({ children }: { children: ReactNode }) {
  const [data, setData] = useState<Data | null>(null);
  useEffect(() => {
    const made = makeData();
    setData(made);
    return () => made.live.close();
  }, []);
  if (!data) return null;
  return (
    <DataContext value={data}>
      <Provider value={data.client}>{children}</Provider>
    </DataContext>
  );
}

export function useData(): Data {
  const data = useContext(DataContext);
  if (!data) throw new Error('useData needs a DataProvider above it');
  return data;
}

export function useConnection(): ConnectionState {
  const { live } = useData();
  return useSyncExternalStore(live.onState, live.state);
}
