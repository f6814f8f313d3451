using System.Runtime.Intrinsics.X86;

namespace BatchGen.LLamaSharp.Native;

/// <summary>What this processor can compute, as far as LLamaSharp's builds differ by it.</summary>
/// <param name="Builds">The builds that run on it, the fastest first; empty where there is only one.</param>
/// <param name="Abilities">As the middle of a sentence: "has AVX2".</param>
internal sealed record Processor(IReadOnlyList<string> Builds, string Abilities)
{
    /// <summary>
    /// The builds' compile options (LLamaSharp's compile.yml): every one but noavx is built with FMA, F16C and BMI2, "avx" too, so a processor
    /// with AVX alone (Sandy Bridge, Ivy Bridge) would end in an illegal instruction there. avx512 uses F, CD, BW, DQ and VL.
    /// </summary>
    public static Processor Detect()
    {
        if (!X86Base.IsSupported)
            return new Processor([], "is no x86");
        var hasAvx = Avx.IsSupported && Fma.IsSupported && Bmi2.IsSupported && HasF16C();
        if (hasAvx && Avx2.IsSupported && HasAvx512())
            return new Processor(["avx512", "avx2", "avx", "noavx"], "has AVX-512");
        if (hasAvx && Avx2.IsSupported)
            return new Processor(["avx2", "avx", "noavx"], "has AVX2 and no AVX-512");
        return hasAvx
            ? new Processor(["avx", "noavx"], "has AVX with FMA, F16C and BMI2, and no AVX2")
            : new Processor(["noavx"], "has no AVX, or AVX without FMA, F16C or BMI2");
    }

    private static bool HasAvx512() =>
        Avx512F.IsSupported && Avx512BW.IsSupported && Avx512CD.IsSupported && Avx512DQ.IsSupported && Avx512F.VL.IsSupported;

    // Intel's manual, CPUID leaf 1, ECX bit 29; .NET has no class for it.
    private static bool HasF16C() => (X86Base.CpuId(1, 0).Ecx & (1 << 29)) != 0;
}
