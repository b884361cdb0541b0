import { readSession } from '@openslot/shared/contracts/session';
import * as staff from '@openslot/shared/contracts/staff';
import type { Router } from 'express';
import { serve } from '../../http/serve.ts';
import { peopleController } from './people.controller.ts';
import type { PeopleDeps } from './people.repository.ts';

export function registerPeopleRoutes(router: Router, deps: PeopleDeps): void {
  const people = peopleController(deps);
  serve(router, readSession, people.session);
  serve(router, staff.listStaff, people.list);
  serve(router, staff.inviteStaff, people.invite);
  serve(router, staff.renewInvitation, people.renew);
  serve(router, staff.mailInvitation, people.mail);
  serve(router, staff.updateStaff, people.update);
}
