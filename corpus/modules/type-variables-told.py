# What type variables say of arguments that do not fit; a flag of theirs may run Python code.
import sys
from typing import ParamSpec, TypeAliasType, TypeVar, TypeVarTuple


class Yes:
    def __bool__(self):
        print('asked')
        return True


class No:
    def __bool__(self):
        raise ValueError('no')


def told(call, *args, **names):
    try:
        print(call(*args, **names))
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)


for variable in (TypeVar('T'), ParamSpec('P'), TypeVarTuple('Ts')):
    told(variable.__typing_subst__)
    told(variable.__typing_subst__, int, str)
    told(variable.__mro_entries__)
    told(variable.__reduce__, 1)
    if hasattr(variable, '__typing_prepare_subst__'):
        told(variable.__typing_prepare_subst__, int)
told(TypeVar, 'T', covariant=Yes())
told(TypeVar, 'T', covariant=Yes(), contravariant=Yes(), infer_variance=Yes())
told(ParamSpec, 'P', contravariant=No())
alias = TypeAliasType('Alias', int)
told(setattr, alias, '__module__', 'elsewhere')
print(alias.__module__)
