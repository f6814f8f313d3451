namespace BatchGen.Testing.Runtime;

/// <summary>One cell of a <see cref="FakeContext"/>'s KV cache.</summary>
/// <param name="before">The hash of the cell before it, 0 for the first.</param>
internal sealed class FakeCell(int token, ulong before)
{
    public int Token => token;

    /// <summary>Stands for all tokens up to this one (FNV-1a's prime; any mixing would do).</summary>
    public ulong Hash { get; } = (before ^ (ulong)(token + 1)) * 0x100000001B3;

    /// <summary>Slots that see it.</summary>
    public int Owners { get; set; } = 1;
}
