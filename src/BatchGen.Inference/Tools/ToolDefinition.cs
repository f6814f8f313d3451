using System.Text.RegularExpressions;

namespace BatchGen.Inference.Tools;

/// <summary>A function that the model may call.</summary>
/// <param name="Description">What it is for, in the caller's words; null without.</param>
/// <param name="ParametersJson">A JSON schema of its arguments, which are an object; null for a function without any.</param>
/// <param name="IsStrict">A call whose arguments the schema does not allow is no call.</param>
public sealed partial record ToolDefinition(string Name, string? Description, string? ParametersJson, bool IsStrict)
{
    /// <summary>OpenAI's rule for the names of functions.</summary>
    public const string NameRule = "must have 1 to 64 of the characters a to z, A to Z, 0 to 9, _ and -";

    public static bool IsName(string text) => Pattern().IsMatch(text);

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}\\z")]
    private static partial Regex Pattern();
}
