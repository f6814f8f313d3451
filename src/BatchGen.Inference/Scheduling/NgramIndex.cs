namespace BatchGen.Inference.Scheduling;

/// <summary>
/// Finds where the last three tokens of a text stood in it before. Answers that repeat their input (comments, fixes, translations) then go
/// on as they did there. Open addressing without chains: a later occurrence takes an earlier one's place, and what it finds is checked
/// against the text, so a collision costs a chance and never an error.
/// </summary>
internal sealed class NgramIndex
{
    private const int Length = 3;

    private readonly int[] _endOf;
    private readonly int _mask;
    private int _indexed = Length - 1;

    /// <param name="mostTokens">Tokens the text may ever have; nothing is allocated after this.</param>
    public NgramIndex(int mostTokens)
    {
        _endOf = new int[int.Max(16, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)mostTokens))];
        _mask = _endOf.Length - 1;
    }

    /// <summary>What came after the last three tokens the last time they stood together.</summary>
    /// <param name="tokens">The text; it only grows from call to call.</param>
    /// <returns>A part of the text; empty when they are new.</returns>
    public ReadOnlySpan<int> Continue(ReadOnlySpan<int> tokens)
    {
        for (; _indexed < tokens.Length - 1; _indexed++)
            _endOf[SlotOf(tokens, _indexed)] = _indexed + 1;
        if (tokens.Length <= Length)
            return [];
        var end = _endOf[SlotOf(tokens, tokens.Length - 1)];
        return end > 0 && tokens[(end - Length)..end].SequenceEqual(tokens[^Length..]) ? tokens[end..] : [];
    }

    /// <summary>Where the three tokens that end with this one are noted.</summary>
    private int SlotOf(ReadOnlySpan<int> tokens, int last)
    {
        var hash = (uint)tokens[last] * 0x9E3779B1u;
        hash = (hash ^ (uint)tokens[last - 1]) * 0x85EBCA77u;
        hash = (hash ^ (uint)tokens[last - 2]) * 0xC2B2AE3Du;
        return (int)(hash >> 7) & _mask;
    }
}
