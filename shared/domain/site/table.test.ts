import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, unborn, type ObjectState } from '../object.ts';
import { after, contextOf, digestOfAct, openActs } from '../testing/context.ts';
import { siteId } from '../testing/filings.ts';
import { officerId, siteFacts, siteIn, siteSample } from '../testing/sites.ts';
import { siteDef } from './site.ts';

const offline = {
  cause: 'rectification',
  from: '2026-03-02',
  until: '2026-03-20',
  reportNo: '常报〔2026〕1号',
  ownNotice: 'https://sff-demo.changzhou.gov.cn/notice',
  portalNotice: 'https://www.changzhou.gov.cn/notice',
};
const inputs: Readonly<Record<string, unknown>> = {
  enter: siteSample,
  change: { remarks: '更新' },
  columns: { columns: [] },
  securityOfficer: { filing: officerId },
  advance: {},
  stepBack: {},
  goOnline: {},
  cancel: {},
  takeOffline: offline,
  shutDown: {},
  resume: { on: '2026-03-02', writtenReport: '情况报告 1 号' },
  close: {
    cause: 'intensified',
    migrationTarget: '常州市政府门户网站',
    noticeUrl: 'https://www.changzhou.gov.cn/notice/2',
    noticePublished: '2026-01-10',
    cancellations: '标识、ICP、公安、域名均已注销,状态已上报',
  },
};
const context = contextOf(siteFacts, { reason: '依据批复' });

describe('table of a site', () => {
  const data = ['change', 'columns', 'securityOfficer'];

  it('opens exactly these acts in each state', () => {
    expect(openActs(siteDef, siteIn('ready'), inputs, context)).toEqual({
      none: ['enter'],
      applying: [...data, 'advance', 'cancel'],
      approving: [...data, 'advance', 'stepBack', 'cancel'],
      formalities: [...data, 'advance', 'stepBack', 'cancel'],
      building: [...data, 'advance', 'stepBack', 'cancel'],
      assessing: [...data, 'advance', 'stepBack', 'cancel'],
      ready: [...data, 'stepBack', 'goOnline', 'cancel'],
      online: [...data, 'takeOffline', 'shutDown', 'close'],
      offline: [...data, 'shutDown', 'resume', 'close'],
      shut: [...data, 'resume', 'close'],
      closed: [],
      cancelled: [],
    });
  });

  it('takes four eyes for opening, going online, going offline, coming back and closing', () => {
    const asked = Object.entries(siteDef.acts).filter(([name, act]) => 'approve' in act && name !== 'change');
    expect(asked.map(([name]) => name)).toEqual([
      'enter',
      'goOnline',
      'cancel',
      'takeOffline',
      'resume',
      'close',
    ]);
    for (const [name, act] of asked) expect(act.approve?.(siteIn('ready'), inputs[name])).toEqual(['C2']);
    expect(siteDef.acts['shutDown']).toMatchObject({ afterReview: ['C2'], reasonRequired: true });
  });

  it('asks C2 for major matters, and on a live site for all but small ones', () => {
    const approve = (state: string, input: unknown) =>
      siteDef.acts['change']?.approve?.(siteIn(state), input);
    expect(approve('building', { name: '常州市示范发展局官网' })).toEqual(['C2']);
    expect(approve('building', { frontHost: 'web-02' })).toBeNull();
    expect(approve('online', { frontHost: 'web-02' })).toEqual(['C2']);
    expect(approve('online', { remarks: '更新' })).toBeNull();
  });

  it('leads an application online, one step after the other', () => {
    let state: ObjectState = after(siteDef, unborn(siteId), 'enter', siteSample, context);
    expect(state).toMatchObject({ state: 'applying', name: siteSample.name });
    const seen: string[] = [];
    state = siteIn('applying');
    for (let steps = 0; steps < 5; steps += 1) {
      state = after(siteDef, state, 'advance', {}, context);
      seen.push(state.state);
    }
    expect(seen).toEqual(['approving', 'formalities', 'building', 'assessing', 'ready']);
    state = after(siteDef, state, 'goOnline', {}, context);
    expect(state).toMatchObject({ state: 'online', openDate: '2026-03-02' });
    state = after(siteDef, state, 'takeOffline', offline, context);
    expect(state).toMatchObject({ state: 'offline', offlineFrom: '2026-03-02' });
    state = after(siteDef, state, 'resume', { on: '2026-03-09' }, { ...context, today: '2026-03-09' });
    expect(state).toMatchObject({
      state: 'online',
      offlinePeriods: [{ from: '2026-03-02', to: '2026-03-09', exempt: false }],
    });
    expect(state).not.toHaveProperty('offlineFrom');
  });

  it('binds approvals to the same digest on another day', () => {
    for (const act of ['goOnline', 'takeOffline', 'resume', 'close']) {
      const from = { goOnline: 'ready', resume: 'shut' }[act] ?? 'online';
      const digest = (today: string) =>
        digestOfAct(siteDef, siteIn(from), act, inputs[act], { ...context, today });
      expect(digest('2026-03-02')).toBe(digest('2026-03-03'));
    }
  });
});

it('never leaves its table, counts every act, and stays where it ended', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.keys(inputs)), { maxLength: 25 }), (acts) => {
      let state: ObjectState = siteIn('applying');
      for (const act of acts) {
        if (!decide(siteDef, state, act, inputs[act], context).ok) continue;
        const next = after(siteDef, state, act, inputs[act], context);
        expect(['closed', 'cancelled']).not.toContain(state.state);
        expect(Object.keys(siteDef.states)).toContain(next.state);
        expect([next.id, next.rev]).toEqual([siteId, state.rev + 1]);
        state = next;
      }
    }),
    { numRuns: 300 },
  );
});
