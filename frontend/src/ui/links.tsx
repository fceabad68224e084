import { Anchor, Button, type ButtonProps, NavLink } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

/** A link that looks like a button: it can be opened in another tab, and says where it leads. */
function AnchorButton(props: ButtonProps & Omit<ComponentProps<'a'>, keyof ButtonProps>) {
  return <Button component="a" {...props} />;
}

/** Mantine's looks with the router's typed addresses. */
export const LinkAnchor = createLink(Anchor<'a'>);
export const LinkButton = createLink(AnchorButton);
export const LinkNav = createLink(NavLink<'a'>);
