# The order in which operands die: left to right until 3.13, in BINARY_OP and slices until 3.14, from the topmost on since.
class D:
    def __init__(s,n): s.n=n
    def __del__(s): print(s.n,end=' ')
    def __add__(s,o): return 1
    def __eq__(s,o): return True
    def __lt__(s,o): return True
    def __contains__(s,o): return True
    def __getitem__(s,o): return 1
    def __setitem__(s,o,v): pass
    def __delitem__(s,o): pass
    def __hash__(s): return 1
    def __iadd__(s,o): return 5
    def __radd__(s,o): return 5
    def __format__(s,o): return 'x'
def p(x): print(x)
p('add'); D(1)+D(2)
p('eq'); D(3)==D(4)
p('lt'); D(5)<D(6)
p('in'); D(7) in D(8)
p('is'); D(9) is D(10)
p('sub'); D(11)[D(12)]
p('slice'); D(13)[D(14):D(15)]
p('stsub'); D(16)[D(17)]=D(18)
p('stslice'); D(19)[D(20):D(21)]=D(22)
p('delsub'); del D(23)[D(24)]
p('max'); max(D(25),D(26),key=lambda v:v.n)
p('attr'); D(41).x=D(42)
p('list'); [D(27),D(28)]
p('tuple'); (D(29),D(30))
p('map'); {D(31):D(32)}
p('set'); {D(33)}
def f(*a,**k): pass
p('call'); f(D(34),D(35),x=D(36))
p('len'); len([D(37)])
p('ex'); f(*[D(38),D(39)],**{'x':D(40)})
p('notin'); D(73) not in [D(74)]
p('ladd'); [D(75)]+[D(76)]
p('lin'); D(77) in [D(78)]
p('lmul'); [D(79)]*2
p('lsub'); [D(80),D(81)][0]
p('lsl'); [D(82),D(83)][0:1]
p('iadd'); x=D(84); x+=D(85)
p('kwc'); dict(a=D(86),b=D(87))
p('print'); print(D(88)==5,D(89)==5)
p('isin'); isinstance(D(90),D)
p('gat'); getattr(D(91),'n',D(92))
p('cls'); C=type('C',(),{}); c=C(); c.x=D(93); c.y=D(94); del c
p('exc'); 
try: raise ValueError(D(95),D(96))
except ValueError: pass
p('fsp'); f'{D(97)}{D(98):>5}'
p('chain'); D(99)<D(100)<D(101)
p('lam'); (lambda a,b: 1)(D(102),D(103))
p('meth'); D(104).__eq__(D(105))
p('neg'); not D(106)
p('dict'); {1:D(107)}[1]
p('sliceobj'); slice(D(108),D(109),D(110))
p('unp'); a,b=[D(111),D(112)]; a=b=0
p('star'); a,*b=(D(113),D(114),D(115)); a=b=0
p('aug'); l=[D(116)]; l+=[D(117)]; l=0
p('cmp'); [D(118)]==[D(119)]
p('tupcmp'); (D(120),)<(D(121),)
p('zip'); list(zip([D(122)],[D(123)]))
p('swap'); a,b=D(124),D(125); a,b=b,a; del a,b
p('ret'); (lambda: (D(126),D(127)))()
p('cond'); D(128) if D(129) else 0
p('boolop'); D(130) and D(131) or D(132)
p('while')
for i in [D(133),D(134)]: p('b')
i=0
p('end')
