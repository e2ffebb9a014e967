# Handlers, levels and formats of logging; an exception with its traceback.
import logging
logging.basicConfig(level=logging.INFO, format='%(levelname)s:%(name)s:%(message)s')
log = logging.getLogger('app')
class H(logging.Handler):
    def emit(self, record):
        print('H', record.levelname, record.getMessage(), record.lineno, record.funcName)
log.addHandler(H())
def f(x):
    log.info('value %s', x)
    try:
        1 / x
    except ZeroDivisionError:
        log.exception('bad %d', x)
    log.debug('no')
f(1); f(0)
log.warning('warn')
print(log.isEnabledFor(logging.DEBUG), logging.getLevelName(20), log.name, log.level)
