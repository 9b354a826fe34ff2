import type { UnitLevel, UnitType } from '../../../shared/rules/terms.ts';
import { divisionOf } from '../../../shared/validate/divisions.ts';
import { creditCode } from './fiction.ts';

/** A fictional unit and what it has: a site of its own, parts of its superior's site, staff. */
export interface UnitPlan {
  readonly key: string;
  readonly name: string;
  readonly shortName: string;
  readonly unitType: UnitType;
  readonly level: UnitLevel;
  readonly division: string;
  readonly uscc: string | null;
  readonly superior: string | null;
  /** First label of its domain; null for units without a site of their own. */
  readonly label: string | null;
  /** Serial of its site code, 9001 and on. */
  readonly siteSerial: number;
}

const centerKey = 'center';
const governmentKey = 'government';

const bodyClasses: Readonly<Record<UnitType, string>> = {
  party: '11',
  government: '11',
  congress: '11',
  consultative: '11',
  mass: '13',
  organ: '11',
  institution: '12',
  company: '91',
};

interface Given {
  readonly key: string;
  readonly name: string;
  readonly shortName: string;
  readonly unitType: UnitType;
  readonly level: UnitLevel;
  readonly division?: string;
  readonly superior?: string | null;
  readonly label?: string | null;
  readonly siteSerial?: number;
  /** Eight digits beginning with 9900; null for internal bodies. */
  readonly organisation: string | null;
}

function unit(given: Given): UnitPlan {
  const division = given.division ?? '320400';
  return {
    key: given.key,
    name: given.name,
    shortName: given.shortName,
    unitType: given.unitType,
    level: given.level,
    division,
    uscc:
      given.organisation === null
        ? null
        : creditCode(bodyClasses[given.unitType], division, given.organisation),
    superior: given.superior === undefined ? governmentKey : given.superior,
    label: given.label ?? null,
    siteSerial: given.siteSerial ?? 0,
  };
}

/** The unit that runs this program; its code is one of the worked examples of domain.md 5.3. */
export const centerUnit = unit({
  key: centerKey,
  name: '常州市示范信息中心',
  shortName: '市信息中心',
  unitType: 'institution',
  level: 'prefecture',
  superior: null,
  organisation: '99000214',
});

const government = unit({
  key: governmentKey,
  name: '常州市示范政府办公室',
  shortName: '市府办',
  unitType: 'government',
  level: 'prefecture',
  superior: null,
  label: 'www.cz-demo',
  siteSerial: 9000,
  organisation: '99000198',
});

/** Departments by the word in their name and the initials in their domain; the first two stand in domain.md 5.3. */
const departments =
  '发展sff 教育sfj 科技kj 工信gx 民政mz 司法sf 财政cz 人社rs 资源zr 住建zj 交通jt 水利sl 农业ny 商务sw 文旅wl 卫健wj 退役ty 应急yj 审计sj 外事ws 国资gz 市监sc 体育tj 统计tt 医保yb 信访xf 金融jr 数据sjj 城管cg 园林yl'.split(
    ' ',
  );

function department(text: string, index: number): UnitPlan {
  const word = text.replace(/[a-z]+$/, '');
  const initials = text.slice(word.length);
  return unit({
    key: initials,
    name: `常州市示范${word}局`,
    shortName: index === 0 ? '市示范局' : `市${word}局`,
    unitType: 'organ',
    level: 'prefecture',
    label: `${initials}-demo`,
    siteSerial: 9001 + index,
    organisation:
      index === 0 ? '99000011' : index === 1 ? '99000206' : `990010${String(index).padStart(2, '0')}`,
  });
}

const bodies: readonly UnitPlan[] = [
  unit({
    key: 'dw',
    name: '中共常州市样例工作委员会',
    shortName: '市样例工委',
    unitType: 'party',
    level: 'prefecture',
    label: 'gw-demo',
    siteSerial: 9041,
    organisation: '99002001',
  }),
  unit({
    key: 'rd',
    name: '常州市样例人大办公室',
    shortName: '市样例人大',
    unitType: 'congress',
    level: 'prefecture',
    label: 'rd-demo',
    siteSerial: 9042,
    organisation: '99002002',
  }),
  unit({
    key: 'zx',
    name: '常州市样例政协办公室',
    shortName: '市样例政协',
    unitType: 'consultative',
    level: 'prefecture',
    label: 'zx-demo',
    siteSerial: 9043,
    organisation: '99002003',
  }),
  unit({
    key: 'gh',
    name: '常州市样例总工会',
    shortName: '市样例工会',
    unitType: 'mass',
    level: 'prefecture',
    label: 'gh-demo',
    siteSerial: 9044,
    organisation: '99002004',
  }),
];

const districts = [
  ['tn', '320402', '99000222'],
  ['zl', '320404', '99000230'],
  ['xb', '320411', '99000249'],
  ['wj', '320412', '99000257'],
  ['jt', '320413', '99000265'],
  ['ly', '320481', '99000273'],
] as const;

function district([key, code, organisation]: (typeof districts)[number]): readonly UnitPlan[] {
  const area = divisionOf(code)?.name ?? '';
  const name = code === '320481' ? '溧阳市示范办公室' : `常州市${area}示范办公室`;
  const own = `d-${key}`;
  return [
    unit({
      key: own,
      name,
      shortName: `${area}示范办`,
      unitType: 'government',
      level: 'county',
      division: code,
      label: `www.${key}-demo`,
      siteSerial: 9001,
      organisation,
    }),
    unit({
      key: `t-${key}`,
      name: `${area}样例街道办事处`,
      shortName: `${area}样例街道`,
      unitType: 'organ',
      level: 'township',
      division: code,
      superior: own,
      organisation: `99003${code.slice(3)}`,
    }),
  ];
}

/** The economic zone has no code of its own and lies in Wujin (domain.md 5.1). */
const zone = [
  unit({
    key: 'd-jkq',
    name: '常州经济开发区示范管理委员会',
    shortName: '经开区示范管委会',
    unitType: 'government',
    level: 'county',
    division: '320412',
    label: 'www.jkq-demo',
    siteSerial: 9002,
    organisation: '99000281',
  }),
  unit({
    key: 't-jkq',
    name: '经开区样例街道办事处',
    shortName: '经开区样例街道',
    unitType: 'organ',
    level: 'township',
    division: '320412',
    superior: 'd-jkq',
    organisation: '99003999',
  }),
];

const institutions = [
  '图书馆wl',
  '博物馆wl',
  '档案馆government',
  '公积金中心zj',
  '医疗中心wj',
  '学校sfj',
  '气象台yj',
].map((text, index) => {
  const word = text.replace(/[a-z]+$/, '');
  return unit({
    key: `i-${index}`,
    name: `常州市示范${word}`,
    shortName: `示范${word}`,
    unitType: 'institution',
    level: 'subordinate',
    superior: text.slice(word.length),
    organisation: `990040${String(index + 1).padStart(2, '0')}`,
  });
});

const internal = ['sff', 'sfj', 'cz'].map((superior, index) =>
  unit({
    key: `n-${superior}`,
    name: `${['常州市示范发展局', '常州市示范教育局', '常州市示范财政局'][index] ?? ''}信息科`,
    shortName: '信息科',
    unitType: 'organ',
    level: 'internal',
    superior,
    organisation: null,
  }),
);

const company = unit({
  key: 'company',
  name: '常州示范网络服务有限公司',
  shortName: '示范网络',
  unitType: 'company',
  level: 'county',
  division: '320411',
  superior: null,
  organisation: '99000311',
});

/** Units of a small and of a city-sized sample, superiors before those below them; the center itself apart. */
export function unitPlans(scale: 'small' | 'city'): readonly UnitPlan[] {
  const offices = departments.map(department);
  if (scale === 'small')
    return [government, ...offices.slice(0, 3), ...districts.slice(0, 1).flatMap(district), company];
  return [
    government,
    ...offices,
    ...bodies,
    ...districts.flatMap(district),
    ...zone,
    ...institutions,
    ...internal,
    company,
  ];
}
