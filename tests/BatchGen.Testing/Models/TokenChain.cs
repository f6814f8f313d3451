namespace BatchGen.Testing.Models;

/// <summary>
/// The rows that make tokens follow each other (<see cref="RandomModelShape.ChainTokens"/>): a token's output row is the
/// embedding of the one it follows, so their product is far above that of any two others.
/// </summary>
internal sealed class TokenChain(RandomModelShape shape, int seed)
{
    // The logit of the token that follows; every other is about this times a normal number divided by √embedding.
    private const float Logit = 20;

    /// <returns>False when the row is none of the chain's.</returns>
    public bool TryFill(RandomTensor tensor, int token, float[] row) => tensor.Name switch
    {
        RandomTensors.Embedding => TryFill(PlaceOf(token), row, scale: 1),
        RandomTensors.Output => TryFill(FollowedBy(token), row, Logit / row.Length),
        _ => false,
    };

    private bool TryFill(int? place, float[] row, float scale)
    {
        if (place is not { } number)
            return false;
        var random = new Random(HashCode(number));
        for (var column = 0; column < row.Length; column++)
            row[column] = ((random.NextSingle() * 2) - 1) * MathF.Sqrt(3) * scale;
        return true;
    }

    private int? PlaceOf(int token)
    {
        var place = token - RandomVocabulary.ChainTokenOf(1) + 1;
        return place >= 1 && place <= shape.ChainTokens ? place : null;
    }

    /// <summary>The place of the token that <paramref name="token"/> follows.</summary>
    private int? FollowedBy(int token)
    {
        if (shape.ChainTokens > 0 && token == RandomVocabulary.IdOf("<|endoftext|>"))
            return 1;
        return PlaceOf(token) is { } place && place < shape.ChainTokens ? place + 1 : null;
    }

    private int HashCode(int place) => (seed * 1_000_003) + place;
}
