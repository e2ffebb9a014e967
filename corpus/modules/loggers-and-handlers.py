# Loggers by name, a handler of the program, another style of format.
import logging
logging.basicConfig(level=logging.INFO, format='%(levelname)s:%(name)s:%(message)s')
log = logging.getLogger('app')
class H(logging.Handler):
    def emit(self, record):
        print('H', record.levelname, record.getMessage(), record.lineno, record.funcName, self.format(record))
log.addHandler(H())
def f(x):
    log.info('value %s', x)
    log.debug('no')
f(1); f(0)
log.warning('warn %d %s', 1, 'a')
print(log.isEnabledFor(logging.DEBUG), logging.getLevelName(20), log.name, log.level, logging.getLogger('app') is log, log.handlers, log.parent)
import io
s = io.StringIO(); h = logging.StreamHandler(s); h.setFormatter(logging.Formatter('{levelname} {message}', style='{')); log.addHandler(h); log.propagate = False
log.error('e'); print(repr(s.getvalue()))
log.removeHandler(h)
try: log.info('%d', 'x')
except TypeError as e: print(e)
