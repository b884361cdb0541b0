import * as actions from '@openslot/shared/contracts/appointment-actions';
import * as contract from '@openslot/shared/contracts/appointments';
import * as moves from '@openslot/shared/contracts/moves';
import type { Router } from 'express';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import { serve } from '../../http/serve.ts';
import { appointmentController } from './appointment.controller.ts';

export function registerAppointmentRoutes(router: Router, deps: CommandDeps): void {
  const visits = appointmentController(deps);
  serve(router, contract.bookAppointment, visits.book);
  serve(router, contract.listAppointments, visits.list);
  serve(router, contract.readAppointment, visits.read);
  serve(router, moves.moveAppointment, visits.move);
  serve(router, moves.undoMove, visits.undo);
  serve(router, contract.cancelAppointment, visits.act('cancel'));
  serve(router, actions.approveAppointment, visits.act('approve'));
  serve(router, actions.declineAppointment, visits.act('decline'));
  serve(router, actions.arriveAppointment, visits.act('arrive'));
  serve(router, actions.takeBackArrival, visits.act('back'));
  serve(router, actions.startAppointment, visits.act('start'));
  serve(router, actions.completeAppointment, visits.act('complete'));
  serve(router, actions.noShowAppointment, visits.act('no_show'));
}
