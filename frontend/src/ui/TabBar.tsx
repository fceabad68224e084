import { Tabs } from '@mantine/core';
import classes from './TabBar.module.css';

export interface TabBarProps<Value extends string> {
  label: string;
  tabs: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** Which part of a list is shown; on a phone the tabs scroll sideways. */
export function TabBar<Value extends string>({ label, tabs, value, onChange }: TabBarProps<Value>) {
  return (
    <Tabs
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
