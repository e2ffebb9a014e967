/**
 * What Unicode says of characters and JavaScript does not tell (Objects/unicodetype_db.h, Unicode 16).
 * @module
 */

/** Characters by runs [first, last, distance to the mapped one], and those that are mapped to several. */
function tableOf(
  runs: readonly (readonly [number, number, number])[],
  several: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const table = new Map(Object.entries(several));
  for (const [first, last, distance] of runs)
    for (let c = first; c <= last; c++) table.set(String.fromCodePoint(c), String.fromCodePoint(c + distance));
  return table;
}

/** Characters whose title case is not their upper case. */
export const TITLE_EXCEPTIONS: ReadonlyMap<string, string> = tableOf(
  [
    [0x1c4, 0x1c4, 1],
    [0x1c5, 0x1c5, 0],
    [0x1c6, 0x1c6, -1],
    [0x1c7, 0x1c7, 1],
    [0x1c8, 0x1c8, 0],
    [0x1c9, 0x1c9, -1],
    [0x1ca, 0x1ca, 1],
    [0x1cb, 0x1cb, 0],
    [0x1cc, 0x1cc, -1],
    [0x1f1, 0x1f1, 1],
    [0x1f2, 0x1f2, 0],
    [0x1f3, 0x1f3, -1],
    [0x10d0, 0x10fa, 0],
    [0x10fd, 0x10ff, 0],
    [0x1f80, 0x1f87, 8],
    [0x1f88, 0x1f8f, 0],
    [0x1f90, 0x1f97, 8],
    [0x1f98, 0x1f9f, 0],
    [0x1fa0, 0x1fa7, 8],
    [0x1fa8, 0x1faf, 0],
    [0x1fb3, 0x1fb3, 9],
    [0x1fbc, 0x1fbc, 0],
    [0x1fc3, 0x1fc3, 9],
    [0x1fcc, 0x1fcc, 0],
    [0x1ff3, 0x1ff3, 9],
    [0x1ffc, 0x1ffc, 0],
  ],
  {
    '\u{df}': '\u{53}\u{73}',
    '\u{587}': '\u{535}\u{582}',
    '\u{1fb2}': '\u{1fba}\u{345}',
    '\u{1fb4}': '\u{386}\u{345}',
    '\u{1fb7}': '\u{391}\u{342}\u{345}',
    '\u{1fc2}': '\u{1fca}\u{345}',
    '\u{1fc4}': '\u{389}\u{345}',
    '\u{1fc7}': '\u{397}\u{342}\u{345}',
    '\u{1ff2}': '\u{1ffa}\u{345}',
    '\u{1ff4}': '\u{38f}\u{345}',
    '\u{1ff7}': '\u{3a9}\u{342}\u{345}',
    '\u{fb00}': '\u{46}\u{66}',
    '\u{fb01}': '\u{46}\u{69}',
    '\u{fb02}': '\u{46}\u{6c}',
    '\u{fb03}': '\u{46}\u{66}\u{69}',
    '\u{fb04}': '\u{46}\u{66}\u{6c}',
    '\u{fb05}': '\u{53}\u{74}',
    '\u{fb06}': '\u{53}\u{74}',
    '\u{fb13}': '\u{544}\u{576}',
    '\u{fb14}': '\u{544}\u{565}',
    '\u{fb15}': '\u{544}\u{56b}',
    '\u{fb16}': '\u{54e}\u{576}',
    '\u{fb17}': '\u{544}\u{56d}',
  },
);

/** Characters whose case folding is not the lower case of their upper case. */
export const CASEFOLD_EXCEPTIONS: ReadonlyMap<string, string> = tableOf(
  [
    [0x131, 0x131, 0],
    [0x13a0, 0x13f5, 0],
    [0x13f8, 0x13fd, -8],
    [0xab70, 0xabbf, -38864],
  ],
  {
    '\u{1e9e}': '\u{73}\u{73}',
  },
);

/** `isdigit` beyond the decimal digits. */
export const DIGITS =
  /[\u{b2}-\u{b3}\u{b9}\u{1369}-\u{1371}\u{19da}\u{2070}\u{2074}-\u{2079}\u{2080}-\u{2089}\u{2460}-\u{2468}\u{2474}-\u{247c}\u{2488}-\u{2490}\u{24ea}\u{24f5}-\u{24fd}\u{24ff}\u{2776}-\u{277e}\u{2780}-\u{2788}\u{278a}-\u{2792}\u{10a40}-\u{10a43}\u{10e60}-\u{10e68}\u{11052}-\u{1105a}\u{1f100}-\u{1f10a}]/u;

/** `isnumeric`. */
export const NUMERALS =
  /\p{Nd}|[\u{b2}-\u{b3}\u{b9}\u{bc}-\u{be}\u{9f4}-\u{9f9}\u{b72}-\u{b77}\u{bf0}-\u{bf2}\u{c78}-\u{c7e}\u{d58}-\u{d5e}\u{d70}-\u{d78}\u{f2a}-\u{f33}\u{1369}-\u{137c}\u{16ee}-\u{16f0}\u{17f0}-\u{17f9}\u{19da}\u{2070}\u{2074}-\u{2079}\u{2080}-\u{2089}\u{2150}-\u{2182}\u{2185}-\u{2189}\u{2460}-\u{249b}\u{24ea}-\u{24ff}\u{2776}-\u{2793}\u{2cfd}\u{3007}\u{3021}-\u{3029}\u{3038}-\u{303a}\u{3192}-\u{3195}\u{3220}-\u{3229}\u{3248}-\u{324f}\u{3251}-\u{325f}\u{3280}-\u{3289}\u{32b1}-\u{32bf}\u{3405}\u{3483}\u{382a}\u{3b4d}\u{4e00}\u{4e03}\u{4e07}\u{4e09}\u{4e24}\u{4e5d}\u{4e8c}\u{4e94}\u{4e96}\u{4eac}\u{4ebf}-\u{4ec0}\u{4edf}\u{4ee8}\u{4f0d}\u{4f70}\u{4fe9}\u{5006}\u{5104}\u{5146}\u{5169}\u{516b}\u{516d}\u{5341}\u{5343}-\u{5345}\u{534c}\u{53c1}-\u{53c4}\u{56db}\u{58f1}\u{58f9}\u{5e7a}\u{5efe}-\u{5eff}\u{5f0c}-\u{5f0e}\u{5f10}\u{62d0}\u{62fe}\u{634c}\u{67d2}\u{6d1e}\u{6f06}\u{7396}\u{767e}\u{7695}\u{79ed}\u{8086}\u{842c}\u{8cae}\u{8cb3}\u{8d30}\u{920e}\u{94a9}\u{9621}\u{9646}\u{964c}\u{9678}\u{96f6}\u{a6e6}-\u{a6ef}\u{a830}-\u{a835}\u{f96b}\u{f973}\u{f978}\u{f9b2}\u{f9d1}\u{f9d3}\u{f9fd}\u{10107}-\u{10133}\u{10140}-\u{10178}\u{1018a}-\u{1018b}\u{102e1}-\u{102fb}\u{10320}-\u{10323}\u{10341}\u{1034a}\u{103d1}-\u{103d5}\u{10858}-\u{1085f}\u{10879}-\u{1087f}\u{108a7}-\u{108af}\u{108fb}-\u{108ff}\u{10916}-\u{1091b}\u{109bc}-\u{109bd}\u{109c0}-\u{109cf}\u{109d2}-\u{109ff}\u{10a40}-\u{10a48}\u{10a7d}-\u{10a7e}\u{10a9d}-\u{10a9f}\u{10aeb}-\u{10aef}\u{10b58}-\u{10b5f}\u{10b78}-\u{10b7f}\u{10ba9}-\u{10baf}\u{10cfa}-\u{10cff}\u{10e60}-\u{10e7e}\u{10f1d}-\u{10f26}\u{10f51}-\u{10f54}\u{10fc5}-\u{10fcb}\u{11052}-\u{11065}\u{111e1}-\u{111f4}\u{1173a}-\u{1173b}\u{118ea}-\u{118f2}\u{11c5a}-\u{11c6c}\u{11fc0}-\u{11fd4}\u{12400}-\u{1246e}\u{16b5b}-\u{16b61}\u{16e80}-\u{16e96}\u{1d2c0}-\u{1d2d3}\u{1d2e0}-\u{1d2f3}\u{1d360}-\u{1d378}\u{1e8c7}-\u{1e8cf}\u{1ec71}-\u{1ecab}\u{1ecad}-\u{1ecaf}\u{1ecb1}-\u{1ecb4}\u{1ed01}-\u{1ed2d}\u{1ed2f}-\u{1ed3d}\u{1f100}-\u{1f10c}\u{20001}\u{20064}\u{200e2}\u{20121}\u{2092a}\u{20983}\u{2098c}\u{2099c}\u{20aea}\u{20afd}\u{20b19}\u{22390}\u{22998}\u{23b1b}\u{2626d}\u{2f890}]/u;
