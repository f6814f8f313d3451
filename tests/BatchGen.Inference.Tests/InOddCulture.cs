using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using BatchGen.Testing;

namespace BatchGen.Inference.Tests;

/// <summary>What this room says must not depend on the machine's culture, so all of its tests run in an odd one.</summary>
internal static class InOddCulture
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A test assembly is a program of its own; no test may run before this.")]
    internal static void Use() => OddCulture.Use();
}
