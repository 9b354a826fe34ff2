import { addDays, addYears, type LegalDay } from '../../../shared/calendar/legalDay.ts';
import type { DomainFields } from '../../../shared/domain/domainRecord/fields.ts';
import type { Address } from './addressStory.ts';
import type { Scene } from './filingStory.ts';
import type { World } from './world.ts';
import type { Unit } from './unitStory.ts';

/** What a domain is and whose. */
export interface DomainPlan {
  readonly domain: string;
  readonly kind: NonNullable<DomainFields['kind']>;
  readonly unit: Unit;
  readonly site: string;
  readonly siteName: string;
  readonly isPrimary: boolean;
  readonly parent: string | null;
  readonly address: Address | null;
  readonly serial: number;
  readonly contact: string;
}

/** Fields of a domain's entry. */
function domainFieldsOf(w: World, plan: DomainPlan): DomainFields {
  return {
    domain: plan.domain,
    kind: plan.kind,
    purpose: 'site',
    isPrimary: plan.isPrimary,
    ...(plan.parent !== null && { parentDomain: plan.parent }),
    unit: plan.unit.id,
    site: plan.site,
    siteName: plan.siteName,
    contactName: plan.contact,
    contactInService: true,
    contactPhone: '0519-00009001',
    registrant: plan.unit.name,
    uscc: plan.unit.uscc,
    registrar: plan.kind === 'department' ? '常州市示范信息中心' : '示范域名注册服务机构',
    dnsServers: ['ns1.changzhou.gov.cn', 'ns2.changzhou.gov.cn'],
    dnssec: w.random.chance(0.7),
    records: plan.address
      ? [
          {
            type: plan.address.address.includes(':') ? 'AAAA' : 'A',
            value: plan.address.address,
            address: plan.address.id,
          },
        ]
      : [],
    ipv6Enabled: w.random.chance(0.5),
    applicationForm: [...w.scans.form],
  };
}

export function icpNumber(serial: number): string {
  return `苏ICP备05000000号-${serial}`;
}

/** Police numbers of the sample all carry the serial 000000, which is not given out. */
export function policeNumber(division: string): string {
  return `苏公网安备${division}02000000号`;
}

/** How far a domain comes on its way to 已备案. */
export type DomainEnd =
  | 'planned'
  | 'approval'
  | 'approvalOpen'
  | 'approvalRefused'
  | 'approved'
  | 'registered'
  | 'filed';

/** 拟用 → 审核中 → 已批准 → 已注册 → 已备案, or as far as it comes. @returns its id */
export async function* fileDomain(
  w: World,
  plan: DomainPlan,
  end: DomainEnd = 'filed',
  expiryDate: LegalDay | null = null,
): Scene<string> {
  const id = w.newId();
  const enterer = await w.entererOf(plan.unit.id);
  await w.act(enterer, 'domainRecord', id, 'plan', domainFieldsOf(w, plan));
  if (end === 'planned') return id;
  yield w.times.soon();
  await w.act(enterer, 'domainRecord', id, 'submit', {}, '按现行命名规则申请');
  if (end === 'approval') return id;
  yield w.times.workdays(1);
  const proposed = await w.act('C1', 'domainRecord', id, 'approve', approvalOf(w, plan), '材料齐全');
  if (end === 'approvalOpen') return id;
  yield w.times.workdays(1);
  if (end === 'approvalRefused') {
    await w.turnDown('C2', proposed, 'refuse', 'duplicate', '该单位已有用途相同的域名');
    return id;
  }
  await w.approve('C2', proposed);
  if (end === 'approved') return id;
  yield w.times.workdays(1);
  const day = w.times.today();
  await w.act('C1', 'domainRecord', id, 'register', {
    registrar: plan.kind === 'department' ? '常州市示范信息中心' : '示范域名注册服务机构',
    regDate: day,
    ...(plan.kind !== 'department' && { expiryDate: expiryDate ?? addYears(day, 3) }),
    registrationProof: w.scans.proof,
    status: ['ok'],
  });
  if (end === 'registered') return id;
  yield w.times.workdays(2);
  await w.act('C1', 'domainRecord', id, 'recordIcp', {
    icpNumber: icpNumber(plan.serial),
    icpPassedOn: w.times.today(),
    icpSponsor: plan.unit.name,
    icpDomain: plan.domain,
  });
  yield w.times.soon();
  await w.act('C1', 'domainRecord', id, 'recordNumbers', {
    policeNumber: policeNumber(plan.unit.division),
    policePassedOn: w.times.today(),
  });
  return id;
}

function approvalOf(w: World, plan: DomainPlan) {
  const day = w.times.today();
  const approvalNo = `常示信域〔${day.slice(0, 4)}〕${plan.serial}号`;
  if (plan.kind !== 'portal') return { approvalNo };
  return {
    approvalNo,
    headConsent: addDays(day, -9),
    superiorOffice: addDays(day, -6),
    provincialOffice: addDays(day, -2),
    approvalScan: w.scans.proof,
  };
}

/** 启用, reported at once or left to be reported. */
export async function* startDomain(
  w: World,
  id: string,
  reported: boolean,
  oldDomain: string | null,
): Scene<void> {
  const day = w.times.today();
  const report = {
    reportNo: `BB-320400-${day.slice(0, 4)}-${w.random.int(10_000, 99_999)}`,
    reportedOn: day,
  };
  const proposed = await w.act('C1', 'domainRecord', id, 'putInUse', {
    ...(reported && report),
    ...(oldDomain !== null && { oldDomain }),
  });
  yield w.times.workdays(1);
  await w.approve('C2', proposed);
}

/** Takes a domain over from the ledger kept before. */
export async function* takeOverDomain(
  w: World,
  plan: DomainPlan,
  given: {
    readonly state: string;
    readonly fields?: Partial<DomainFields>;
    readonly turnedDown?: boolean;
    readonly open?: boolean;
  },
): Scene<string> {
  const id = w.newId();
  const regDate = addDays(w.times.today(), -w.random.int(100, 900));
  const proposed = await w.act('C1', 'domainRecord', id, 'takeOver', {
    ...domainFieldsOf(w, plan),
    regDate,
    expiryDate: addYears(regDate, 5),
    icpNumber: icpNumber(plan.serial),
    policeNumber: policeNumber(plan.unit.division),
    reportNo: `BB-320400-${regDate.slice(0, 4)}-${w.random.int(10_000, 99_999)}`,
    reportedOn: regDate,
    ...given.fields,
    state: given.state,
  });
  if (given.open === true) return id;
  yield w.times.workdays(1);
  if (given.turnedDown === true)
    await w.turnDown('C2', proposed, 'sendBack', 'mismatch', '注册者与公章名称不一致,请核对原台账');
  else await w.approve('C2', proposed);
  return id;
}

/** The calendar puts a domain near its end into 待续费, and past it into 已过期. */
export async function* observeExpiry(w: World, id: string, expiryDate: LegalDay): Scene<void> {
  yield w.times.midnight(addDays(expiryDate, -90));
  await w.act('SYS', 'domainRecord', id, 'observe', {}, '临近到期');
  yield w.times.midnight(addDays(expiryDate, 1));
  await w.act('SYS', 'domainRecord', id, 'observe', {}, '已过到期日期');
}
