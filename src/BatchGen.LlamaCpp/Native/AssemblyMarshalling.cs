using System.Runtime.CompilerServices;

// Every signature of this binding is blittable; with marshalling off a stray `bool` or `string`
// in one is a compile error instead of a wrong argument in C.
[assembly: DisableRuntimeMarshalling]
