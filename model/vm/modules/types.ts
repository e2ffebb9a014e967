/**
 * The module `_types` (Modules/_typesmodule.c; 3.14+): types that have no name in `builtins`.
 * @module
 */
import { TYPES } from '../objects/types.ts';
import type { NativeModule } from './native-module.ts';

export const TYPES_MODULE: NativeModule = {
  from: '3.14',
  functions: {},
  values: () => ({
    AsyncGeneratorType: TYPES.async_generator,
    BuiltinFunctionType: TYPES.builtin_function_or_method,
    BuiltinMethodType: TYPES.builtin_function_or_method,
    CapsuleType: TYPES.PyCapsule,
    CellType: TYPES.cell,
    ClassMethodDescriptorType: TYPES.classmethod_descriptor,
    CodeType: TYPES.code,
    CoroutineType: TYPES.coroutine,
    EllipsisType: TYPES.ellipsis,
    FrameType: TYPES.frame,
    FrameLocalsProxyType: TYPES.FrameLocalsProxy,
    FunctionType: TYPES.function,
    GeneratorType: TYPES.generator,
    GenericAlias: TYPES.GenericAlias,
    GetSetDescriptorType: TYPES.getset_descriptor,
    LambdaType: TYPES.function,
    LazyImportType: TYPES.lazy_import,
    MappingProxyType: TYPES.mappingproxy,
    MemberDescriptorType: TYPES.member_descriptor,
    MethodDescriptorType: TYPES.method_descriptor,
    MethodType: TYPES.method,
    MethodWrapperType: TYPES['method-wrapper'],
    ModuleType: TYPES.module,
    NoneType: TYPES.NoneType,
    NotImplementedType: TYPES.NotImplementedType,
    SimpleNamespace: TYPES.SimpleNamespace,
    TracebackType: TYPES.traceback,
    UnionType: TYPES.UnionType,
    WrapperDescriptorType: TYPES.wrapper_descriptor,
  }),
};
