import type { ProblemCode } from '../../shared/errors/catalog.ts';
import { ProblemError, type Problem } from '../../shared/errors/problem.ts';
import type { JsonObject } from '../../shared/log/patch.ts';
import type { Plan } from './plan.ts';

/** Findings that stand for a refusal of their own kind rather than for a broken rule. */
const codeOfFinding: Readonly<Record<string, ProblemCode>> = {
  'case/own-proposal': 'access/own-proposal',
  'case/beneficiary': 'access/own-proposal',
  'case/role': 'access/role',
  'case/digest': 'case/digest-mismatch',
};

/** The problem that a plan's findings make. */
export function problemOfPlan(plan: Plan): Problem {
  const special = plan.findings.map((f) => codeOfFinding[f.code]).find((code) => code !== undefined);
  return new ProblemError(special ?? 'act/refused', { findings: plan.findings }).problem;
}

/** The refusal as the log keeps it: codes, rules and sentences, never the rejected input. */
export function refusalFacts(problem: Problem): JsonObject {
  return {
    code: problem.code,
    findings: problem.findings.map((f) => ({
      code: f.code,
      rule: f.rule,
      severity: f.severity,
      place: f.place,
      text: { ...f.text },
    })),
  };
}
