# Modules of the library that run as CPython’s own source: sched, getopt, html, configparser, cmd, ipaddress.
import sched, getopt, html, configparser, cmd, ipaddress
print(html.escape('<a & "b">'), html.unescape('&lt;&amp;&#39;'))
print(getopt.getopt(['-a', '1', '--foo', 'x'], 'a:', ['foo']))
c = configparser.ConfigParser(); c.read_string('[a]\nx = 1\ny = %(x)s2\n[b]\nz: hello\n'); print(c.sections(), c['a']['y'], c.getint('a', 'x'), dict(c['b']))
print(ipaddress.ip_address('192.168.0.1') + 1, list(ipaddress.ip_network('10.0.0.0/30').hosts()), ipaddress.ip_address('::1').is_loopback)
class C(cmd.Cmd):
    def do_hi(self, a): print('hi', a)
    def do_quit(self, a): return True
x = C(); x.onecmd('hi bob'); print(x.onecmd('quit'))
s = sched.scheduler(lambda: 0, lambda d: None)
s.enter(0, 1, print, ('one',)); s.enter(0, 0, print, ('zero',)); s.run()
