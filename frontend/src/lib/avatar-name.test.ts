import { expect, it } from 'vitest';
import { avatarName } from './avatar-name.ts';

it.each([
  ['Prof. Dr. med. Ada Lovelace', 'Ada Lovelace'],
  ['Dr Ada Lovelace', 'Ada Lovelace'],
  ['Dr.med. Ada Lovelace', 'Ada Lovelace'],
  ['Prof. Dr. Dr. h.c. mult. Ada Lovelace', 'Ada Lovelace'],
  ['Priv.-Doz. Dr. med. habil. Ada Lovelace', 'Ada Lovelace'],
  ['PD Dr. rer. nat. Ada Lovelace', 'Ada Lovelace'],
  ['Ada Lovelace, MD, PhD', 'Ada Lovelace'],
  ['Ada Lovelace MD', 'Ada Lovelace'],
  ['Ada Maria van der Lovelace', 'Ada Lovelace'],
  ['J. R. Smith', 'J. Smith'],
  ['J.R. Smith', 'J.R. Smith'],
  ['Émile Östlund', 'Émile Östlund'],
  ['Ada', 'Ada'],
  ['Dr.', 'Dr.'],
  ['', ''],
])('%s: initials of %s', (name, expected) => {
  expect(avatarName(name)).toBe(expected);
});
