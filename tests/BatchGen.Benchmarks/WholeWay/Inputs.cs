using System.Globalization;
using System.Text;

namespace BatchGen.Benchmarks.WholeWay;

internal static class Inputs
{
    /// <summary>OpenAI batch lines, each a prompt of about 40 words.</summary>
    public static MemoryStream BatchLines(int count, int maxTokens) => BatchLines(count, maxTokens, Prompt);

    /// <summary>The same with other prompts.</summary>
    public static MemoryStream BatchLines(int count, int maxTokens, Func<int, string> prompt)
    {
        var text = new StringBuilder();
        for (var number = 0; number < count; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $$$"""{"custom_id":"item-{{{number}}}","method":"POST","url":"/v1/chat/completions","body":{"messages":[{"role":"user","content":"{{{prompt(number)}}}"}],"max_tokens":{{{maxTokens}}}}}""");
            text.Append('\n');
        }

        return new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
    }

    public static string Prompt(int number) =>
        $"Write a function number {number} that takes a list of orders, groups them by customer, sums the amounts of each group, "
        + "drops the groups whose sum is below a threshold and returns the rest sorted by sum in descending order, with a docstring.";
}
