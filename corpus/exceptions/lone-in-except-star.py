try:
    try:
        raise KeyError
    except* KeyError as g:
        print(g.__traceback__ is not None and g.__traceback__.tb_lineno)
        raise
except BaseException as e:
    print(repr(e))
