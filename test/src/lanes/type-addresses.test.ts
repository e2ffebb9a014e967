import { describe, expect, it } from 'vitest';
import { EMBEDDED_BUILDS } from '../../../src/lanes/builds.ts';
import { typeAddresses } from '../../../src/lanes/type-addresses.ts';
import { embedded } from '../../lanes.ts';

describe.each(EMBEDDED_BUILDS.map(({ release, build }) => ({ release, build })))(
  'types of $build',
  ({ release, build }) => {
    it('stand where the table says', async () => {
      const lane = await embedded(release);
      const table = [...typeAddresses(build)];
      const source = `for name in ${JSON.stringify(table.map(([name]) => name))}:
    print(id({'NoneType': type(None), 'function': type(lambda: 0)}.get(name) or __builtins__.__dict__[name]))
`;
      const [recorded] = lane.record([{ source }], { level: 'semantic', fuel: 100_000 });
      expect(recorded?.stdout.trim().split('\n').map(Number)).toEqual(table.map(([, address]) => address));
    });
  },
);
