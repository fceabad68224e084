import { ActionIcon, Anchor, Button, NavLink } from '@mantine/core';
import { createLink } from '@tanstack/react-router';

/** Mantine's looks with the router's typed addresses. */
export const LinkAnchor = createLink(Anchor<'a'>);
export const LinkButton = createLink(Button<'a'>);
export const LinkIcon = createLink(ActionIcon<'a'>);
export const LinkNav = createLink(NavLink<'a'>);
