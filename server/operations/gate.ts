import { version } from '../version.ts';
import type { Call, Handler } from './call.ts';

/** The server's word on this connection: certificate seen, address seen, time. Needs no accepted certificate. */
export const gateGet: Handler<'gate.get', Call> = async (call) => ({
  accepted: call.judgement.accepted,
  reason: call.judgement.accepted ? null : call.judgement.reason,
  sourceIp: call.source.ip ?? '',
  time: call.center.now(),
  certificate: call.judgement.certificate,
  version,
});
