import type { Text } from '../../text.ts';

/** A source document. `area` is the leading part of the division codes it is in force for; empty for nationwide. */
export interface Source {
  readonly title: Text;
  readonly short: Text;
  readonly area: string;
}

/** The two local documents (S1, S2) and the higher or newer ones that tighten them. */
export const sources = {
  S1: {
    title: {
      zh: '常州市政务网站群实施办法（2016年7月27日）',
      en: 'Changzhou implementing measures for the government website cluster (27 July 2016)',
    },
    short: { zh: '办法', en: 'Measures' },
    area: '3204',
  },
  S2: {
    title: {
      zh: '伊犁哈萨克自治州政府网站管理实施细则（伊州政办发〔2018〕8号）',
      en: 'Yili Kazakh Autonomous Prefecture implementing rules for government websites (Yi Zhou Zheng Ban Fa [2018] No. 8)',
    },
    short: { zh: '细则', en: 'Rules' },
    area: '6540',
  },
  application: {
    title: {
      zh: '互联网政务应用安全管理规定（2024年）',
      en: 'Provisions on the security of Internet government applications (2024)',
    },
    short: { zh: '政务应用规定', en: 'Application Provisions' },
    area: '',
  },
  information: {
    title: { zh: '互联网信息服务管理办法', en: 'Administrative measures for Internet information services' },
    short: { zh: '信息服务办法', en: 'Information Service Measures' },
    area: '',
  },
  domain: {
    title: {
      zh: '国务院办公厅关于加强政府网站域名管理的通知（国办函〔2018〕55号）',
      en: 'State Council General Office notice on government website domain names (Guo Ban Han [2018] No. 55)',
    },
    short: { zh: '国办函〔2018〕55号', en: 'Notice 2018-55' },
    area: '',
  },
  form: {
    title: {
      zh: '政府网站域名业务申请基本信息表填表说明',
      en: 'Notes of the government domain application form',
    },
    short: { zh: '域名申请表填表说明', en: 'Domain form notes' },
    area: '',
  },
  reform: {
    title: {
      zh: '机构改革后政府网站维护管理工作意见（2019年）',
      en: 'Opinion on sites of merged bodies after the reform (2019)',
    },
    short: { zh: '2019年机构改革网站意见', en: 'Reform Opinion 2019' },
    area: '',
  },
  annual: {
    title: {
      zh: '国务院办公厅关于政府网站年度报表的通知（国办函〔2018〕12号）',
      en: 'State Council General Office notice on annual website tables (Guo Ban Han [2018] No. 12)',
    },
    short: { zh: '国办函〔2018〕12号', en: 'Notice 2018-12' },
    area: '',
  },
  civil: {
    title: { zh: '中华人民共和国民法典', en: 'Civil Code' },
    short: { zh: '民法典', en: 'Civil Code' },
    area: '',
  },
  protection: {
    title: {
      zh: '信息安全技术 网络安全等级保护基本要求（GB/T 22239-2019）',
      en: 'Baseline for classified protection of cybersecurity (GB/T 22239-2019)',
    },
    short: { zh: 'GB/T 22239-2019', en: 'GB/T 22239-2019' },
    area: '',
  },
  registration: {
    title: { zh: '国家顶级域名注册信息变更规则', en: 'Rules on changes of .cn registration data' },
    short: { zh: '.cn注册变更规则', en: '.cn registration rules' },
    area: '',
  },
} as const satisfies Readonly<Record<string, Source>>;

export type SourceId = keyof typeof sources;

const numerals: Readonly<Record<string, string>> = {
  '1': '一',
  '2': '二',
  '3': '三',
  '4': '四',
  '5': '五',
  '6': '六',
  '7': '七',
  '8': '八',
  '9': '九',
};

/**
 * Source and clause of a rule, to be spread into it. The paragraph right behind the article is written
 * with a Chinese numeral in Chinese: `cite('S2', '40(7)')` gives 「细则 40（七）」 and `Rules 40(7)`.
 * Without an article (its number is not certain) the document alone is cited.
 */
export function cite(source: SourceId, article = ''): { readonly source: SourceId; readonly clause: Text } {
  const { short } = sources[source];
  const chinese = article
    .replace(
      /^(\d+)\((\d)\)/u,
      (_, number: string, paragraph: string) => `${number}（${numerals[paragraph] ?? paragraph}）`,
    )
    .replaceAll('(', '（')
    .replaceAll(')', '）')
    .replaceAll(', ', '、');
  return {
    source,
    clause: { zh: `${short.zh} ${chinese}`.trim(), en: `${short.en} ${article}`.trim() },
  };
}
