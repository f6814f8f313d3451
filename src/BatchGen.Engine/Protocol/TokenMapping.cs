using BatchGen.Inference.Answers;
using Google.Protobuf;

namespace BatchGen.Engine.Protocol;

internal static class TokenMapping
{
    public static IEnumerable<TokenWire> ToWire(this IEnumerable<TokenChances> tokens) => tokens.Select(token =>
    {
        var wire = new TokenWire { Drawn = ToWire(token.Drawn) };
        wire.Likeliest.AddRange(token.Likeliest.Select(ToWire));
        return wire;
    });

    public static IReadOnlyList<TokenChances> FromWire(this IEnumerable<TokenWire> wires) =>
        [.. wires.Select(wire => new TokenChances(FromWire(wire.Drawn), [.. wire.Likeliest.Select(FromWire)]))];

    private static ChanceWire ToWire(TokenChance chance) =>
        new() { Piece = ByteString.CopyFrom(chance.Bytes.Span), LogProbability = chance.LogProbability };

    private static TokenChance FromWire(ChanceWire wire) => new(wire.Piece.Memory, wire.LogProbability);
}
