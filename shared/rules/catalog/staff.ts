import type { Rule } from '../rule.ts';
import { byCheck, byDeadline } from './held.ts';
import { cite } from './sources.ts';

/** Staff filing (人员备案): who may hold a post, when a change is filed, when access ends. */
export const staffRules: readonly Rule[] = [
  {
    id: 'R022',
    ...cite('S1', '6'),
    sentence: {
      zh: '各单位指定专职管理维护人员，明确任务、职责、权限，报市电子政务中心备案。',
      en: 'Units designate dedicated maintenance staff with tasks, duties and permissions and file them with the center.',
    },
    severity: 'refuse',
    actor: 'unit',
    held: [byCheck('checkFiled'), byCheck('checkGrantTerm')],
  },
  {
    id: 'R116',
    ...cite('S2', '36'),
    sentence: { zh: '主办单位确定网站安全责任人。', en: 'The host names a security responsible person.' },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkSecurityOfficer'), byCheck('checkSiteReadiness')],
  },
  {
    id: 'R117',
    ...cite('S2', '36'),
    sentence: {
      zh: '定期对工作人员进行安全教育、技术培训和技能考核。',
      en: 'Staff get regular security education, technical training and skill assessment.',
    },
    severity: 'refuse',
    actor: 'host',
    limits: {
      cycle: {
        value: 12,
        unit: 'month',
        source: 'policy',
        text: {
          zh: '授权前最近一次培训的最长间隔（原文“定期”）',
          en: 'Longest time since the last training before a grant (source says "regularly")',
        },
      },
    },
    held: [byCheck('checkTraining'), byDeadline('trainingDeadline')],
  },
  {
    id: 'R118',
    ...cite('S2', '37'),
    sentence: {
      zh: '核心安全管理和信息发布工作由管理单位正式工作人员承担。',
      en: 'Core security management and publishing are done only by formal staff of the managing body.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkCorePost')],
  },
  {
    id: 'R119',
    ...cite('S2', '37'),
    sentence: {
      zh: '核心安全管理和信息发布工作不得外包。',
      en: 'Core security management and publishing must not be outsourced.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkCompanyCoreRights')],
  },
  {
    id: 'R120',
    ...cite('S2', '37'),
    sentence: {
      zh: '不得与境外机构、民营机构合作共办政府网站。',
      en: 'A site must not be run together with foreign or private bodies.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkPartner')],
  },
  {
    id: 'R121',
    ...cite('S2', '37'),
    sentence: {
      zh: '网站管理维护人员实行备案制。',
      en: 'Site management and maintenance staff are under a filing system.',
    },
    severity: 'refuse',
    actor: 'host',
    held: [byCheck('checkFiled')],
  },
  {
    id: 'R122',
    ...cite('S2', '37'),
    sentence: {
      zh: '更换网站管理维护人员，须提前一周备案。',
      en: 'A replacement of staff is filed one week ahead.',
    },
    severity: 'needs-reason',
    actor: 'host',
    limits: {
      lead: {
        value: 7,
        unit: 'day',
        source: 'law',
        text: { zh: '更换人员提前备案天数', en: 'Days between filing and effect of a replacement' },
      },
    },
    held: [byCheck('checkWeekAhead'), byDeadline('replacementFilingDeadline')],
  },
  {
    id: 'X15',
    ...cite('protection', '8.1.8'),
    sentence: {
      zh: '及时终止离岗人员的所有访问权限，收回证件、证书，签署保密承诺后方可离岗。',
      en: 'All access of leavers is ended at once; tokens and certificates are returned and a secrecy promise is signed.',
    },
    severity: 'refuse',
    actor: 'unit',
    limits: {
      end: {
        value: 0,
        unit: 'day',
        source: 'policy',
        text: {
          zh: '离岗后终止访问的天数（0 为当日）',
          en: 'Days from leaving to the end of access (0: the same day)',
        },
      },
    },
    held: [byDeadline('leaverDeadline'), byCheck('checkHandover')],
  },
];
