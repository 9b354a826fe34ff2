import { closeExport, exportPage, registerExport } from '../exports/register.ts';
import type { Handler } from './call.ts';

export const exportsOpen: Handler<'exports.open'> = (call, input) => registerExport(call.center, call, input);

export const exportsPage: Handler<'exports.page'> = (call, input) =>
  exportPage(call.center, call, input.id, input.after ?? null);

export const exportsClose: Handler<'exports.close'> = async (call, input) => {
  await closeExport(call.center, call, input);
  return {};
};
