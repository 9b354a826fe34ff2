import { addDays } from '../../../shared/calendar/legalDay.ts';
import type { IpFields } from '../../../shared/domain/ipRecord/fields.ts';
import type { Scene } from './filingStory.ts';
import type { World } from './world.ts';

/** What an address is for and whose it is. */
export interface AddressPlan {
  readonly address: string;
  readonly netKind: NonNullable<IpFields['netKind']>;
  readonly purpose: NonNullable<IpFields['purpose']>;
  readonly unit: string;
  readonly sites: readonly string[];
  readonly contact: string;
}

/** An address on record. */
export interface Address {
  readonly id: string;
  readonly address: string;
}

/** Fields of an address's entry. */
function ipFieldsOf(w: World, plan: AddressPlan): IpFields {
  return {
    address: plan.address,
    netKind: plan.netKind,
    ...(plan.netKind === 'internet' && {
      mappedInternal: `10.20.${w.random.int(1, 200)}.${w.random.int(2, 250)}`,
      ports: '80、443',
    }),
    allocationMode: 'static',
    sourceOrg: '示范电信常州分公司',
    purpose: plan.purpose,
    unit: plan.unit,
    units: [plan.unit],
    sites: [...plan.sites],
    accessProvider: '示范电信常州分公司',
    accessMode: w.random.pick(['line', 'hosting', 'cloud']),
    hostingPlace: '江苏省常州市示范政务云机房',
    hostingCountry: 'CN',
    providerForeign: false,
    term: 'permanent',
    contact: plan.contact,
    phone: '0519-00009001',
    form: [...w.scans.form],
  };
}

function reportOf(w: World) {
  const day = w.times.today();
  return {
    reportNo: `BB-320400-${day.slice(0, 4)}-${w.random.int(10_000, 99_999)}`,
    reportedOn: day,
    reportTo: '江苏省通信管理局(示范)',
    icpUpdated: true,
    icpUpdatedOn: day,
  };
}

/** 拟用 → 待报备 → 已备案; `until` stops on the way. @returns the address with the id of its record */
export async function* fileAddress(
  w: World,
  plan: AddressPlan,
  until: 'planned' | 'reporting' | 'reportOpen' | 'filed' = 'filed',
): Scene<Address> {
  const id = w.newId();
  const enterer = await w.entererOf(plan.unit);
  await w.act(enterer, 'ipRecord', id, 'plan', ipFieldsOf(w, plan));
  const made = { id, address: plan.address };
  if (until === 'planned') return made;
  yield w.times.soon();
  await w.act(enterer, 'ipRecord', id, 'submit');
  if (until === 'reporting') return made;
  yield w.times.workdays(2);
  const proposed = await w.act('C1', 'ipRecord', id, 'recordReport', reportOf(w));
  if (until === 'reportOpen') return made;
  yield w.times.workdays(1);
  await w.approve('C2', proposed);
  return made;
}

/** 启用: possible for a front end once a domain points to it. */
export async function startAddress(w: World, id: string): Promise<void> {
  await w.act('C1', 'ipRecord', id, 'putInUse', { effectiveDate: w.times.today() });
}

/** Takes an address over from the ledger kept before, already in use. */
export async function* takeOverAddress(
  w: World,
  plan: AddressPlan,
  state: 'filed' | 'inUse' | 'stopped' | 'released' = 'inUse',
): Scene<Address> {
  const id = w.newId();
  const effectiveDate = addDays(w.times.today(), -w.random.int(200, 1500));
  const over =
    state === 'stopped' || state === 'released'
      ? { endDate: addDays(w.times.today(), -w.random.int(3, 90)) }
      : {};
  const proposed = await w.act('C1', 'ipRecord', id, 'takeOver', {
    ...ipFieldsOf(w, plan),
    ...reportOf(w),
    effectiveDate,
    ...over,
    state,
  });
  yield w.times.workdays(1);
  await w.approve('C2', proposed);
  return { id, address: plan.address };
}

/** 停用 → 已释放 of an address no domain points to. */
export async function* releaseAddress(w: World, id: string): Scene<void> {
  const stopped = await w.act(
    'C1',
    'ipRecord',
    id,
    'stop',
    { endDate: w.times.today() },
    '主机下线,地址不再使用',
  );
  yield w.times.workdays(1);
  await w.approve('C2', stopped);
  yield w.times.workdays(5);
  const released = await w.act('C1', 'ipRecord', id, 'release');
  yield w.times.workdays(1);
  await w.approve('C2', released);
}
