using System.Diagnostics.CodeAnalysis;

namespace BatchGen.Batches.Inputs;

/// <summary>Either a text, or why the bytes are none; never both.</summary>
/// <param name="Obstacle"><see cref="SkipReason.Binary"/> or <see cref="SkipReason.UnknownEncoding"/>.</param>
public sealed record DecodedSource(string? Text, SourceEncoding Encoding, SkipReason? Obstacle)
{
    [MemberNotNullWhen(true, nameof(Text))]
    [MemberNotNullWhen(false, nameof(Obstacle))]
    public bool IsText => Text is not null;
}
