namespace BatchGen.Benchmarks.Runtimes;

/// <summary>What one measurement of a runtime gave.</summary>
/// <param name="PrefillTokens">Of all prompts together.</param>
/// <param name="DecodeTokens">Steps × sequences.</param>
internal sealed record RuntimeFigures(int PrefillTokens, double PrefillSeconds, int DecodeTokens, double DecodeSeconds)
{
    public double Prefill => PrefillTokens / PrefillSeconds;

    public double Decode => DecodeTokens / DecodeSeconds;
}
