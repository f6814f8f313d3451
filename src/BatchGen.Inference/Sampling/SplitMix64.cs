namespace BatchGen.Inference.Sampling;

/// <summary>
/// The generator behind seeded draws: SplitMix64, by G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom
/// number generators", OOPSLA 2014, with the mixing constants of Java's SplittableRandom. Whole-number arithmetic only,
/// so a seed gives the same numbers on every machine and .NET version, which System.Random does not promise.
/// </summary>
public sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <returns>At least 0, below 1: the upper 53 bits, all that a double holds.</returns>
    public double NextUnit() => (Next() >> 11) * (1.0 / (1L << 53));
}
