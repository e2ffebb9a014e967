# split() of a group counts its arguments in another way from 3.13 on; its members are read-only.
group = ExceptionGroup('g', [ValueError(1)])
for bad in (lambda: group.split(), lambda: group.split(5), lambda: setattr(group, 'message', 'x')):
    try:
        bad()
    except (TypeError, AttributeError) as e:
        print(e)
