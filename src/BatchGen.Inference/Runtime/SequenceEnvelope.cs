using System.Security.Cryptography;

namespace BatchGen.Inference.Runtime;

/// <summary>
/// A saved sequence's bytes: 8 bytes that say what it is, 32 of its <see cref="SequenceOrigin"/>, the cells as llama.cpp wrote
/// them, and 32 of a SHA-256 over all of that. llama.cpp has no checksum: damaged cells would change answers silently,
/// and a damaged count makes it allocate up to that many rows.
/// </summary>
public sealed class SequenceEnvelope(SequenceOrigin origin)
{
    /// <summary>What an envelope adds to its cells.</summary>
    public const int OverheadBytes = HeadBytes + SHA256.HashSizeInBytes;

    private const int HeadBytes = 8 + SHA256.HashSizeInBytes;

    private readonly byte[] _origin = origin.ComputeHash();

    private static ReadOnlySpan<byte> Magic => "BGSEQ\0\0\u0001"u8;

    /// <param name="cellBytes">Bytes that <paramref name="write"/> fills, all of them.</param>
    /// <exception cref="RuntimeException">More than one array holds (<c>sequence_state_too_large</c>).</exception>
    public byte[] Wrap(long cellBytes, Action<Span<byte>> write)
    {
        if (cellBytes > Array.MaxLength - OverheadBytes)
            throw new RuntimeException(
                "sequence_state_too_large",
                $"The sequence's cells take {cellBytes} bytes, and at most {Array.MaxLength - OverheadBytes} can be saved. Compute the prompt again instead.");

        var state = new byte[cellBytes + OverheadBytes];
        Magic.CopyTo(state);
        _origin.CopyTo(state.AsSpan(Magic.Length));
        write(state.AsSpan(HeadBytes, (int)cellBytes));
        SHA256.HashData(state.AsSpan(..^SHA256.HashSizeInBytes), state.AsSpan(^SHA256.HashSizeInBytes..));
        return state;
    }

    /// <returns>The cells as they were written.</returns>
    /// <exception cref="RuntimeException">
    /// No saved sequence or a damaged one (<c>sequence_state_invalid</c>), or one that fits elsewhere (<c>sequence_state_foreign</c>).
    /// </exception>
    public ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> state)
    {
        if (state.Length < OverheadBytes || !state.StartsWith(Magic))
            throw new RuntimeException("sequence_state_invalid", $"These {state.Length} bytes are no saved sequence. Compute the prompt again.");
        if (!SHA256.HashData(state[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(state[^SHA256.HashSizeInBytes..]))
            throw new RuntimeException(
                "sequence_state_invalid", $"The saved sequence of {state.Length} bytes is incomplete or damaged. Compute the prompt again.");
        if (!state[Magic.Length..HeadBytes].SequenceEqual(_origin))
            throw new RuntimeException(
                "sequence_state_foreign",
                "The saved sequence comes from another model file, another release of llama.cpp or other settings of the KV cache. Compute the prompt again.");
        return state[HeadBytes..^SHA256.HashSizeInBytes];
    }
}
