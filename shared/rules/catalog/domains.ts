import type { Rule } from '../rule.ts';
import { byCheck, byDeadline } from './held.ts';
import { cite } from './sources.ts';

/** Domain names and addresses (域名、IP地址): naming, registration, old domains, reports of changes. */
export const domainRules: readonly Rule[] = [
  {
    id: 'R016',
    ...cite('S1', '4'),
    sentence: {
      zh: '新的二级域名启用后，原有域名原则上不再保留。',
      en: 'Once the new second-level domain is in use, the original domain is in principle not kept.',
    },
    severity: 'remind',
    actor: 'unit',
    held: [byCheck('checkOldDomain')],
  },
  {
    id: 'R017',
    ...cite('S1', '4'),
    sentence: {
      zh: '不再保留的原有域名由各单位自行注销。',
      en: 'The unit itself deregisters an original domain that is not kept.',
    },
    severity: 'remind',
    actor: 'unit',
    held: [byCheck('checkOldDomain')],
  },
  {
    id: 'R018',
    ...cite('S1', '4'),
    sentence: {
      zh: '有特殊需要保留原有域名的，严格按工信部规定办理域名备案。',
      en: 'A unit with a special need to keep its original domain files it strictly under the ministry rules.',
    },
    severity: 'refuse',
    actor: 'unit',
    held: [byCheck('checkOldDomain')],
  },
  {
    id: 'R019',
    ...cite('S1', '4'),
    sentence: {
      zh: '各单位及时完成域名、IP信息更新报备。',
      en: 'Units promptly complete update reports of domain and IP information.',
    },
    severity: 'remind',
    actor: 'unit',
    limits: {
      report: {
        value: 5,
        unit: 'workday',
        source: 'policy',
        text: {
          zh: '域名、IP变更后报备的工作日（原文“及时”）',
          en: 'Working days to report a change (source says "promptly")',
        },
      },
    },
    held: [byDeadline('reportDeadline')],
  },
  {
    id: 'R020',
    ...cite('S1', '4'),
    sentence: {
      zh: '因未备案或未更新致IP被关停、网站群服务器无法访问的，由该单位承担全部责任。',
      en: 'If a missing filing or update gets the IP shut down and the cluster unreachable, that unit bears all responsibility.',
    },
    severity: 'warn',
    actor: 'unit',
    held: [byCheck('checkSharedAddress')],
  },
  {
    id: 'R066',
    ...cite('S2', '10(1)4(1)'),
    sentence: {
      zh: '自治区政府门户网站域名为 www.xinjiang.gov.cn。',
      en: 'The regional portal is www.xinjiang.gov.cn.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkPortalDomainShape')],
  },
  {
    id: 'R067',
    ...cite('S2', '10(1)4(2)'),
    sentence: {
      zh: '地州市、县市区政府门户网站域名为 www.xj□□□.gov.cn，□□□为地名英文或拼音缩写；可按需注册中文域名。',
      en: 'Prefecture, city and county portals use www.xj□□□.gov.cn, □□□ being the English name or pinyin initials; a Chinese domain as needed.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkPortalDomainShape')],
  },
  {
    id: 'R068',
    ...cite('S2', '10(1)4'),
    sentence: {
      zh: '使用以 .gov.cn 为后缀的域名，不得注册多个域名；原域名可保留过渡期。',
      en: 'Use .gov.cn and do not register several domains; an old one may stay for a transition.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkPrimaryDomain'), byCheck('checkTransitionEnd')],
  },
  {
    id: 'R069',
    ...cite('S2', '10(1)4'),
    sentence: {
      zh: '有多个有效域名的，应明确主域名。',
      en: 'With several valid domains the primary one is named.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkPrimaryDomain')],
  },
  {
    id: 'X02',
    ...cite('application', '5'),
    sentence: {
      zh: '一个党政机关网站原则上注册一个中文域名和一个英文域名，后缀为 .gov.cn 或 .政务；事业单位用 .cn 或 .公益；不得擅自转让。',
      en: 'One Chinese and one English domain, suffix .gov.cn or .政务; public institutions use .cn or .公益; no transfer to others.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkDomainSuffix'), byCheck('checkPrimaryDomain')],
  },
  {
    id: 'X03',
    ...cite('information', '11'),
    sentence: {
      zh: '变更服务项目、网站网址等事项，应当提前30日办理变更手续。',
      en: 'A change of service item or site address goes to the filing authority 30 days ahead.',
    },
    severity: 'warn',
    actor: 'host',
    limits: {
      lead: {
        value: 30,
        unit: 'day',
        source: 'law',
        text: { zh: '变更前提前天数', en: 'Days ahead of the planned change' },
      },
    },
    held: [byDeadline('icpChangeDeadline'), byCheck('checkIcpChange')],
  },
  {
    id: 'X10',
    ...cite('domain'),
    sentence: {
      zh: '政府门户网站域名由本级主要负责人同意后，逐级报上级办公厅（室）至省级办公厅审核，再由注册管理机构办理。',
      en: 'For a portal domain the head consents, the superior offices and the provincial office verify in order, then the registry registers.',
    },
    severity: 'refuse',
    actor: 'host',
    limits: {
      registry: {
        value: 3,
        unit: 'workday',
        source: 'law',
        text: {
          zh: '审核通过后注册管理机构办结的工作日',
          en: 'Working days for the registry after verification',
        },
      },
    },
    held: [byCheck('checkDomainApproval'), byDeadline('registryDeadline')],
  },
  {
    id: 'X11',
    ...cite('form'),
    sentence: {
      zh: '域名注册年限不超过10年，域名联系人须为申请单位在职人员，申请单位名称须与公章一致。',
      en: 'A domain term is at most 10 years; the contact is in-service staff of the applicant; the name equals the seal.',
    },
    severity: 'refuse',
    actor: 'host',
    limits: {
      term: {
        value: 10,
        unit: 'year',
        source: 'law',
        text: { zh: '注册年限上限', en: 'Longest registration term' },
      },
      alert1: {
        value: 90,
        unit: 'day',
        source: 'policy',
        text: { zh: '到期第一次提醒', en: 'First expiry alert' },
      },
      alert2: {
        value: 60,
        unit: 'day',
        source: 'policy',
        text: { zh: '到期第二次提醒', en: 'Second expiry alert' },
      },
      alert3: {
        value: 30,
        unit: 'day',
        source: 'policy',
        text: { zh: '到期第三次提醒', en: 'Third expiry alert' },
      },
      alert4: {
        value: 7,
        unit: 'day',
        source: 'policy',
        text: { zh: '到期最后提醒', en: 'Last expiry alert' },
      },
    },
    held: [byCheck('checkRegistration'), byDeadline('expiryAlertDays'), byCheck('checkExpiry')],
  },
  {
    id: 'X16',
    ...cite('registration'),
    sentence: {
      zh: '域名注册信息变更的，30日内向注册服务机构办理变更；域名持有者变更须经主管单位同意。',
      en: 'A change of registration data goes to the registrar within 30 days; a change of holder needs the consent of the supervising unit.',
    },
    severity: 'refuse',
    actor: 'host',
    limits: {
      change: {
        value: 30,
        unit: 'day',
        source: 'law',
        text: { zh: '注册信息变更期限', en: 'Time to change registration data' },
      },
    },
    held: [byDeadline('registrationChangeDeadline'), byCheck('checkHolderChange')],
  },
  {
    id: 'X17',
    ...cite('domain'),
    sentence: {
      zh: '网站栏目、频道、业务系统一般使用同一域名下的路径，不另行注册域名。',
      en: 'Columns, channels and systems normally use a path of the same domain, not a new domain.',
    },
    severity: 'needs-reason',
    actor: 'host',
    held: [byCheck('checkDomainForColumn')],
  },
];
