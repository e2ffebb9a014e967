/**
 * Strategy F: E with the proposed BREAKPOINT opcode in place of LINE events for breakpoints.
 * @module
 */
import { LINE, STARTS } from './event-bits.ts';
import { frameWants } from './frame-events.ts';
import type { Strategy } from './strategy.ts';
import { type CodeWant, type SiteWant, wantLocal } from './wants.ts';

export const breakpointOpcode: Strategy = {
  id: 'F',
  title: 'frame-local events and BREAKPOINT opcode (proposed)',
  profile: 'breakpoint-opcode',
  reach: 'heads',
  wants({ stepper }) {
    const sites: SiteWant[] = [];
    const local: CodeWant[] = [];
    for (const b of stepper.session.set.breakpoints) {
      if (!b.enabled) continue;
      for (const site of b.sites) {
        const index = sites.findIndex((s) => s.code === site.code && s.offset === site.offset);
        const old = sites[index];
        if (old === undefined) sites.push({ code: site.code, offset: site.offset, line: site.byLine });
        else if (old.line !== site.byLine) {
          // A line breakpoint and an offset breakpoint at one instruction: the opcode fires each time, LINE tells them apart.
          sites[index] = { code: old.code, offset: old.offset, line: false };
          wantLocal(local, site.code, LINE | STARTS);
        }
      }
    }
    const { global, frames } = frameWants(stepper);
    return { global, local, frames, sites };
  },
};
