import { Anchor, type AnchorProps, Button, type ButtonProps, NavLink } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

/** A link that looks like a button: it can be opened in another tab, and says where it leads. */
function AnchorButton(props: ButtonProps & Omit<ComponentProps<'a'>, keyof ButtonProps>) {
  return <Button component="a" {...props} />;
}

/** The way back to the list something came from. */
function BackAnchor({ children, ...props }: AnchorProps & Omit<ComponentProps<'a'>, keyof AnchorProps>) {
  return (
    <Anchor size="sm" {...props}>
      ← {children}
    </Anchor>
  );
}

/** Mantine's looks with the router's typed addresses. */
export const LinkAnchor = createLink(Anchor<'a'>);
export const BackLink = createLink(BackAnchor);
export const LinkButton = createLink(AnchorButton);
export const LinkNav = createLink(NavLink<'a'>);
