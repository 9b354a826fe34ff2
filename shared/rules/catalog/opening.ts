import type { Rule } from '../rule.ts';
import { byCheck, held } from './held.ts';
import { cite } from './sources.ts';

/** Opening a site (开设网站): who may, in what steps, under what name. */
export const openingRules: readonly Rule[] = [
  {
    id: 'R055',
    ...cite('S2', '10(1)'),
    sentence: { zh: '一个单位原则上只开设一个网站。', en: 'One unit opens only one site in principle.' },
    severity: 'needs-reason',
    actor: 'host',
    limits: {
      sites: {
        value: 1,
        unit: 'count',
        source: 'law',
        text: { zh: '单位可开设的独立网站数', en: 'Independent sites of one unit' },
      },
    },
    held: [byCheck('checkOneSite')],
  },
  {
    id: 'R056',
    ...cite('S2', '10(1)1(1)'),
    sentence: {
      zh: '县级以上政府开设门户网站，乡镇、街道不开设网站。',
      en: 'Governments at county level and above open portals; towns and streets open no site.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkSiteForUnitLevel')],
  },
  {
    id: 'R057',
    ...cite('S2', '10(1)1(2)'),
    sentence: {
      zh: '县级政府部门不开设网站；州直部门原则上不开设，确有必要的依托州集约化平台开设。',
      en: 'County departments open no site; prefecture departments in principle none, and if necessary on the intensive platform.',
    },
    severity: 'needs-reason',
    actor: 'host',
    held: [byCheck('checkSiteForUnitLevel')],
  },
  {
    id: 'R058',
    ...cite('S2', '10(1)1(3)'),
    sentence: {
      zh: '活动、专项工作开设专栏，不单独开设网站。',
      en: 'Events and special work get columns, not sites of their own.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkSitePurpose')],
  },
  {
    id: 'R059',
    ...cite('S2', '10(1)2(1)'),
    sentence: {
      zh: '开设门户网站，经本级政府主要负责人同意，由本级办公厅（室）申请，报上级办公厅（室）审批，并报自治区政府办公厅备案。',
      en: 'A portal needs, in order: consent of the main leader, application by the own office, approval by the superior office, report to the regional office.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkApprovalSteps')],
  },
  {
    id: 'R060',
    ...cite('S2', '10(1)2(1)'),
    sentence: {
      zh: '其他单位开设网站，经本单位主要负责人同意，向本级办公厅（室）申请，经批准后报自治区政府办公厅备案。',
      en: 'Another body needs, in order: consent of its head, application to the government office, approval, report to the regional office.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkApprovalSteps')],
  },
  {
    id: 'R061',
    ...cite('S2', '10(1)2(1)'),
    sentence: {
      zh: '开设少数民族文字、外文版网站，按同样程序审批。',
      en: 'Minority-language and foreign-language editions are approved the same way.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkApprovalSteps')],
  },
  {
    id: 'R062',
    ...cite('S2', '10(1)2(2)'),
    sentence: {
      zh: '主办单位向编制部门申请网站标识、注册域名，向电信主管部门办理ICP备案，向公安机关办理备案。',
      en: 'The host obtains the mark, registers the domain, files ICP with the telecom authority and files with the police.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkSiteReadiness')],
  },
  {
    id: 'R063',
    ...cite('S2', '10(1)2(3)'),
    sentence: {
      zh: '逐级审核并取得政府网站标识码后，方可上线运行。',
      en: 'A site goes online only after step-wise review and receipt of its site code.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkSiteReadiness')],
  },
  {
    id: 'R064',
    ...cite('S2', '10(1)2(3)'),
    sentence: {
      zh: '门户网站在上级门户、部门网站在本级门户发布开通公告。',
      en: 'A portal is announced on the superior portal, a department site on the portal of its level.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkSiteReadiness')],
  },
  {
    id: 'R065',
    ...cite('S2', '10(1)3'),
    sentence: {
      zh: '网站以本地区、本单位名称命名，首页上部显著位置标明全称。',
      en: 'A site is named after its area or body, the full name shown prominently at the top of the home page.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkSiteName')],
  },
  {
    id: 'R070',
    ...cite('S2', '10(1)5'),
    sentence: {
      zh: '网站徽标可体现地方特色，一般不设宣传语。',
      en: 'The logo may follow local character; slogans are normally not set.',
    },
    severity: 'warn',
    actor: 'host',
    held: [byCheck('checkSlogan')],
  },
  {
    id: 'R115',
    ...cite('S2', '35'),
    sentence: {
      zh: '安全保障与网站同步规划、同步建设、同步实施。',
      en: 'Security is planned, built and implemented together with the site.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkSiteReadiness')],
  },
  {
    id: 'R124',
    ...cite('S2', '38'),
    sentence: {
      zh: '未通过安全检测的网站不得上线运行。',
      en: 'A site that has not passed the security test must not go online.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkSiteReadiness')],
  },
  {
    id: 'X01',
    ...cite('application', '4'),
    sentence: {
      zh: '一个党政机关最多开设一个门户网站；开办网站须经审核并备案。',
      en: 'A party or government body opens at most one portal; opening is reviewed and filed.',
    },
    severity: 'refuse',
    actor: 'host',
    limits: {
      sites: {
        value: 1,
        unit: 'count',
        source: 'law',
        text: { zh: '党政机关门户网站数上限', en: 'Most portals of a party or government body' },
      },
    },
    held: [byCheck('checkOneSite')],
  },
  {
    id: 'X12',
    ...cite('reform'),
    sentence: {
      zh: '已关停网站的单位，一年内一般不得再次申请开设；公告不少于30日，并载明新网站名称和链接。',
      en: 'A body that closed its site normally may not reapply within one year; the notice stays 30 days with the new name and link.',
    },
    severity: 'needs-reason',
    actor: 'host',
    limits: {
      wait: {
        value: 1,
        unit: 'year',
        source: 'law',
        text: { zh: '关停后再次申请的间隔', en: 'Time between closing and reapplying' },
      },
      notice: {
        value: 30,
        unit: 'day',
        source: 'law',
        text: { zh: '关停公告最少天数', en: 'Fewest days of the closing notice' },
      },
    },
    held: [
      byCheck('checkReopening'),
      held(
        'transition',
        '关停公告满天数后方可办理注销',
        'Cancellation opens only after the days of the notice',
      ),
    ],
  },
];
