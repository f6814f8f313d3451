namespace BatchGen.Inference.Grammars;

/// <summary>A part of a rule, as far as <see cref="GbnfCheck"/> needs to know it.</summary>
internal abstract record GbnfNode;

/// <summary>A character, a class of them, or a text that is not empty.</summary>
internal sealed record GbnfText : GbnfNode;

/// <summary>Nothing at all: an empty text or an empty alternative.</summary>
internal sealed record GbnfNothing : GbnfNode;

internal sealed record GbnfReference(string Name) : GbnfNode;

internal sealed record GbnfSequence(IReadOnlyList<GbnfNode> Parts) : GbnfNode;

internal sealed record GbnfChoice(IReadOnlyList<GbnfNode> Alternatives) : GbnfNode;

/// <param name="AtLeast">0 or more.</param>
internal sealed record GbnfRepetition(GbnfNode Part, int AtLeast) : GbnfNode;
