# What a type's method is called without, or with something else than it.
for method in object.__hash__, object.__str__, list.append, int.__add__, str.join, type.mro, object.__dir__, tuple.__iter__:
    for arguments in (), (3.5j,):
        try:
            print(type(method(*arguments)).__name__)
        except TypeError as error:
            print(error)
