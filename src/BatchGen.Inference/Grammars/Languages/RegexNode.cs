namespace BatchGen.Inference.Grammars.Languages;

/// <summary>A part of a regular expression.</summary>
internal abstract record RegexNode;

/// <param name="IsOpen">It names what is not in it, or what a Unicode table holds, rather than its characters.</param>
internal sealed record RegexChars(CharSet Set, bool IsOpen) : RegexNode;

internal sealed record RegexSequence(IReadOnlyList<RegexNode> Parts) : RegexNode;

internal sealed record RegexChoice(IReadOnlyList<RegexNode> Alternatives) : RegexNode;

/// <param name="Most">Null for any number.</param>
internal sealed record RegexRepetition(RegexNode Part, int Least, int? Most) : RegexNode;

/// <summary>Where the text begins, or ends.</summary>
internal sealed record RegexAnchor(bool IsStart) : RegexNode;

/// <summary>What must, or must not, follow. Held only where the expression begins.</summary>
internal sealed record RegexLook(RegexNode Ahead, bool IsNegative) : RegexNode;
