import { DoctorInput } from '@openslot/shared/contracts/doctors';
import { expect, test } from 'vitest';
import { schemaErrors } from './schema-errors.ts';

const doctor = {
  name: 'Ada',
  specialty: 'Cardiology',
  about: '',
  timeZone: 'Europe/Berlin',
  visitTypeIds: [],
};

test('names each wrong field by its pointer, with its first message', () => {
  expect(schemaErrors(DoctorInput, doctor)).toEqual({});
  expect(schemaErrors(DoctorInput, { ...doctor, name: '  ', timeZone: 'Mars', visitTypeIds: ['x'] })).toEqual(
    {
      name: 'Must not be empty',
      timeZone: 'Is not a known time zone',
      'visitTypeIds/0': 'Is not an id',
    },
  );
});
