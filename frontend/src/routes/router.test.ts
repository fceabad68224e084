import { expect, test } from 'vitest';
import { SETTINGS } from '../features/settings/places';
import { PLACES } from '../features/shell/Nav';
import { router } from './router';

/** Screens that nobody looks for in the navigation, as something else leads to them. */
const OPENED_OTHERWISE = ['/sign-in', '/enroll', '/porting-requests/new', '/graphiql'];
/** The pages that letters lead to. */
const OPENED_BY_MAIL = ['/forgot', '/invitation', '/reset', '/address/change', '/address/confirm', '/freeze/lift'];

test('every screen is in the navigation, or is opened from another one', () => {
  const screens = Object.keys(router.routesByPath).filter((path) => !path.includes('$'));
  const reached: string[] = [
    ...[...PLACES, ...SETTINGS].map((place) => place.to),
    ...OPENED_OTHERWISE,
    ...OPENED_BY_MAIL,
  ];
  expect(screens.filter((path) => !reached.includes(path))).toEqual([]);
  expect(reached.filter((path) => !screens.includes(path))).toEqual([]);
});
