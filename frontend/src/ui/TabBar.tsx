import { Tabs } from '@mantine/core';
import { useEffect, useRef } from 'react';
import classes from './TabBar.module.css';

export interface TabBarProps<Value extends string> {
  label: string;
  tabs: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** Which part of a list is shown; on a phone the tabs scroll sideways, to the one that is open. */
export function TabBar<Value extends string>({ label, tabs, value, onChange }: TabBarProps<Value>) {
  const bar = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is open
  useEffect(() => {
    const open = bar.current?.querySelector('[aria-selected="true"]');
    open?.scrollIntoView?.({ block: 'nearest', inline: 'center' });
  }, [value]);
  return (
    <Tabs
      ref={bar}
      value={value}
      onChange={(next) => next && onChange(next as Value)}
      className={classes.bar}
      keepMounted={false}
    >
      <Tabs.List aria-label={label} className={classes.list}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.value} value={tab.value} aria-controls={undefined}>
            {tab.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
