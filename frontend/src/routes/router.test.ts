import { expect, test } from 'vitest';
import { PLACES } from '../features/shell/Nav';
import { router } from './router';

/** Screens that nobody looks for in the navigation, as something else leads to them. */
const OPENED_OTHERWISE = ['/sign-in', '/porting-requests/new'];

test('every screen is in the navigation, or is opened from another one', () => {
  const screens = Object.keys(router.routesByPath).filter((path) => !path.includes('$'));
  const places = PLACES.map((place) => place.to);
  expect(screens.sort()).toEqual([...places, ...OPENED_OTHERWISE].sort());
});
