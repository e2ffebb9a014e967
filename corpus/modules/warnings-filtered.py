# warnings: filters, what is recorded, what becomes an error.
import warnings
def old():
    warnings.warn('old is going away', DeprecationWarning, stacklevel=2)
class Odd(UserWarning):
    def __str__(self): return 'odd'
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter('always')
    old()
    warnings.warn('plain')
    warnings.warn(Odd(1))
for message in log: print(message.category.__name__, message.message, message.filename, message.lineno)
for action in ('default', 'once', 'module', 'ignore', 'error'):
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter(action)
        for n in range(2):
            try: warnings.warn('again', RuntimeWarning)
            except RuntimeWarning as error: print(repr(error))
        print(action, len(log))
with warnings.catch_warnings(record=True) as log:
    warnings.resetwarnings()
    warnings.filterwarnings('ignore', message='.*spam')
    warnings.filterwarnings('error', category=FutureWarning, module='__main__')
    warnings.warn('eggs and spam')
    warnings.warn('eggs')
    try: warnings.warn('later', FutureWarning)
    except FutureWarning as error: print(error, error.__traceback__.tb_lineno)
    print([str(message.message) for message in log], len(warnings.filters))
def show(message, category, filename, lineno, file=None, line=None):
    print('shown', message, category.__name__, lineno)
with warnings.catch_warnings():
    warnings.simplefilter('always')
    warnings.showwarning = show
    old()
for wrong in (lambda: warnings.warn('x', int), lambda: warnings.warn(), lambda: warnings.warn_explicit('x', UserWarning, 1, 2)):
    try: wrong()
    except TypeError as error: print(error)
if hasattr(warnings, 'deprecated'):
    @warnings.deprecated('use another')
    def function(): return 1
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter('always')
        print(function(), log[0].message, function.__deprecated__)
print(warnings.formatwarning('text', UserWarning, 'f.py', 3, 'line'), end='')
warnings.warn('what the recording ignores')
