using System.Runtime.CompilerServices;

// Every import of our own is blittable; with marshalling off a stray `bool` or `string` in one is a compile error instead of
// a wrong argument in C. LLamaSharp's own imports are its assembly's affair.
[assembly: DisableRuntimeMarshalling]
