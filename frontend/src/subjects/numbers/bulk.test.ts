import { expect, test } from 'vitest';
import { FIELDS } from '../../actions/fields';
import { emptyValues, firstValues } from '../../actions/values';
import { profileSetting } from './bulk';

const row = (accountId: string, profile: string | null) => ({
  accountId,
  configurationProfile: profile === null ? null : { id: profile },
});

test('a configuration is chosen among those of the account, beginning with what the first number has', () => {
  const setting = profileSetting([row('acct_1', 'conf_1'), row('acct_1', null)]);
  expect(setting).toEqual({ severalAccounts: false, accountId: 'acct_1', profileId: 'conf_1' });
  expect(firstValues(setting, 'UTC').profileId).toBe('conf_1');
  expect(firstValues(profileSetting([row('acct_1', null)]), 'UTC')).toEqual(emptyValues('UTC'));
});

test('numbers of several accounts are given none, whatever was chosen', () => {
  const setting = profileSetting([row('acct_1', 'conf_1'), row('acct_2', 'conf_2')]);
  expect(setting.accountId).toBeUndefined();
  for (const field of [FIELDS.profile, FIELDS.profileOrNowhere]) {
    expect(field.ready(emptyValues('UTC'), setting)).toBe(false);
    expect(field.ready(emptyValues('UTC'), { ...setting, severalAccounts: false })).toBe(true);
  }
});
