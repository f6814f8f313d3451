namespace BatchGen.Batches.Inputs;

/// <summary>A language as files and fenced code name it.</summary>
/// <param name="Name">Capitalized as CodeGeeX4's LANGUAGE tag wants it: "Python", "C#".</param>
/// <param name="Extensions">Without the dot, the usual one first.</param>
/// <param name="FenceNames">Further words used after a code fence; the name and the extensions always count too.</param>
public sealed record CodeLanguage(string Name, IReadOnlyList<string> Extensions, IReadOnlyList<string> FenceNames);
