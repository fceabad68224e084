import { Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { Brand } from '../../ui/Brand';
import classes from './SignIn.module.css';

/** The frame of every page for people who are nobody yet. */
export function Card({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Portico`;
  }, [title]);
  return (
    <main className={classes.page}>
      <Paper className={classes.card} withBorder radius="lg" p="xl">
        <Stack gap="md">
          <Brand size={26} />
          <Title order={1}>{title}</Title>
          {text && <Text size="sm">{text}</Text>}
          {children}
        </Stack>
      </Paper>
    </main>
  );
}
