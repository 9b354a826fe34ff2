import { addDays, type LegalDay } from '../../calendar/legalDay.ts';
import { type Finding, refuse } from '../finding.ts';
import type { Deadline, Limit } from '../rule.ts';

/** No task or account for a service company without a confidentiality agreement in force (R013). */
export function checkCompanyAgreement(given: {
  readonly agreement: {
    readonly signed: LegalDay;
    readonly expires: LegalDay;
    readonly scanned: boolean;
  } | null;
  readonly today: LegalDay;
}): readonly Finding[] {
  const { agreement, today } = given;
  if (agreement === null) {
    return [
      refuse('company/no-agreement', 'R013', 'agreement', {
        zh: '该服务公司没有保密协议，不能授权任务或开设账号；请先签订并登记',
        en: 'This company has no confidentiality agreement, so no task or account; sign and record one first',
      }),
    ];
  }
  const findings: Finding[] = [];
  if (today < agreement.signed || today > agreement.expires) {
    findings.push(
      refuse('company/agreement-not-in-force', 'R013', 'agreement', {
        zh: `保密协议有效期为 ${agreement.signed} 至 ${agreement.expires}，今日不在期内；请续签`,
        en: `The agreement runs from ${agreement.signed} to ${agreement.expires}, not today; renew it`,
      }),
    );
  }
  if (!agreement.scanned) {
    findings.push(
      refuse('company/agreement-not-attached', 'R013', 'agreement', {
        zh: '保密协议未附扫描件；请上传签字盖章页',
        en: 'The agreement is not attached; upload the signed and sealed pages',
      }),
    );
  }
  return findings;
}

/** Day on which the renewal of the agreement is to be started (R013). */
export function agreementRenewalDeadline(given: {
  readonly expires: LegalDay;
  readonly warn: Limit;
}): Deadline {
  const due = addDays(given.expires, -given.warn.value);
  return {
    rule: 'R013',
    due,
    source: given.warn.source,
    settled: true,
    text: {
      zh: `保密协议 ${given.expires} 到期，请于 ${due} 前续签`,
      en: `The agreement ends on ${given.expires}; renew it by ${due}`,
    },
  };
}
