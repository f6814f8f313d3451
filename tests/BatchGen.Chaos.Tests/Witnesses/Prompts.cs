using System.Text.Json;

namespace BatchGen.Chaos.Tests.Witnesses;

/// <summary>Work of the kind that the model that ships knows.</summary>
internal static class Prompts
{
    private static readonly string[] Tasks =
    [
        "returns the sum of two numbers", "checks whether a number is prime", "counts how often each string occurs in a list",
        "reverses a string", "returns the largest number of a list", "joins the words of a list", "computes a factorial", "sorts a list in descending order",
    ];

    public static string IdOf(int number) => $"item-{number}";

    public static IReadOnlyList<string> Ids(int items) => [.. Enumerable.Range(0, items).Select(IdOf)];

    /// <param name="say">Another prompt than the usual for an item; null takes the usual one for all.</param>
    /// <param name="maxTokens">The most that an answer takes.</param>
    public static string Lines(int items, int maxTokens = 128, Func<int, string?>? say = null) =>
        string.Join('\n', Enumerable.Range(0, items).Select(number => JsonSerializer.Serialize(new
        {
            custom_id = IdOf(number),
            method = "POST",
            url = "/v1/chat/completions",
            body = new { messages = new[] { new { role = "user", content = say?.Invoke(number) ?? Usual(number) } }, max_tokens = maxTokens },
        })));

    private static string Usual(int number) => $"Write a Python function number {number} that {Tasks[number % Tasks.Length]}.";
}
