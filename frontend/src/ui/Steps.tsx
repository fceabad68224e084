import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from './Icon';
import classes from './Steps.module.css';

interface StepsProps<Value extends string> {
  label: string;
  steps: readonly { value: Value; label: string; enabled: boolean }[];
  current: Value;
  onStep: (step: Value) => void;
  children: ReactNode;
}

/** A way through a form in parts: where one is, what is behind, what is ahead. */
export function Steps<Value extends string>({ label, steps, current, onStep, children }: StepsProps<Value>) {
  const at = steps.findIndex((step) => step.value === current);
  return (
    <div className={classes.frame}>
      <nav aria-label={label}>
        <ol className={classes.steps}>
          {steps.map((step, index) => (
            <li key={step.value}>
              <UnstyledButton
                className={classes.step}
                aria-current={index === at ? 'step' : undefined}
                data-done={index < at || undefined}
                disabled={!step.enabled}
                onClick={() => onStep(step.value)}
              >
                <span className={classes.mark}>{index < at ? <Icon name="check" size={14} /> : index + 1}</span>
                <span className={classes.label}>{step.label}</span>
              </UnstyledButton>
            </li>
          ))}
        </ol>
      </nav>
      <div className={classes.body}>{children}</div>
    </div>
  );
}
