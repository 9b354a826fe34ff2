import { addDays } from '../../../shared/calendar/legalDay.ts';
import type { Scene } from './filingStory.ts';
import { domainOfSite } from './sitePlans.ts';
import type { Site } from './siteStory.ts';
import type { World } from './world.ts';

/** What happens to a site that has been online: 临时下线, 恢复, 紧急关停, 关停. `back` is days before the last one. */
export async function* siteLife(w: World, site: Site): Scene<void> {
  const before = (days: number) => w.times.on(addDays(w.lastDay, -days));
  const { state } = await w.load('site', site.id);
  if (state !== 'online') return;
  switch (site.end) {
    case 'offline':
      yield before(site.serial % 2 === 0 ? 26 : 28);
      yield* takeOffline(w, site);
      return;
    case 'resumed':
      yield before(70);
      yield* takeOffline(w, site);
      yield w.times.workdays(12);
      yield* resume(w, site, { assessmentReport: `AQPG-${w.times.today().slice(0, 4)}-R${site.serial}` });
      return;
    case 'shut':
      yield before(4);
      await w.act('SEC', 'site', site.id, 'shutDown', {}, '监测到页面异常,按应急预案先行关停核查');
      return;
    case 'closed':
      yield before(40 + (site.serial % 5));
      yield* close(w, site);
      return;
    default:
  }
}

async function* takeOffline(w: World, site: Site): Scene<void> {
  const from = w.times.today();
  const proposed = await w.act(
    'C1',
    'site',
    site.id,
    'takeOffline',
    {
      cause: 'upgrade',
      from,
      until: addDays(from, 30),
      reportNo: `BB-320400-${from.slice(0, 4)}-${40_000 + site.serial}`,
      ownNotice: `https://${domainOfSite(site)}/notice/upgrade.html`,
      portalNotice: 'https://www.cz-demo.gov.cn/notice/upgrade.html',
    },
    '升级改版,需停机迁移数据',
  );
  yield w.times.soon();
  await w.approve('C2', proposed);
}

async function* resume(w: World, site: Site, papers: Readonly<Record<string, string>>): Scene<void> {
  const proposed = await w.act('C1', 'site', site.id, 'resume', { on: w.times.today(), ...papers });
  yield w.times.soon();
  await w.approve('C2', proposed);
}

async function* close(w: World, site: Site): Scene<void> {
  const proposed = await w.act(
    'C1',
    'site',
    site.id,
    'close',
    {
      cause: 'intensified',
      migrationTarget: '内容已迁移至主办单位网站同名栏目',
      noticeUrl: `https://${domainOfSite(site)}/notice/closing.html`,
      noticePublished: addDays(w.times.today(), -35),
      cancellations: '标识、ICP备案、公安备案、域名注销申请均已提交,状态已在报送系统更新',
    },
    '集约化整合,内容并入主站',
  );
  yield w.times.workdays(1);
  await w.approve('C2', proposed);
}
