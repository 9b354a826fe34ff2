import { verifyChain } from '../log/verify.ts';
import type { Handler } from './call.ts';

/** Recomputes the whole chain from the stored lines. */
export const auditVerify: Handler<'audit.verify'> = async (call) => verifyChain(call.center.pool);
