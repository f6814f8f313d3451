using System.Text.RegularExpressions;

namespace BatchGen.House.Tests;

/// <summary>
/// A switch over a state names every state. The compiler holds it to that (CS8509), as long as no arm takes whatever is
/// left: such an arm once called paused batches failed.
/// </summary>
public sealed partial class StateTests
{
    public static TheoryData<string> Projects => [.. Sources.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Switches_NameEveryState_AndLeaveNoArmForTheRest(string project) =>
        Assert.Empty(Sources.TextsOf(project).SelectMany(file => SwitchesWithARest(file.Text).Select(line => $"{file.Path}:{line}")));

    [Theory]
    [InlineData("x switch { BatchState.Failed => 1, _ => 2 }", 1)]
    [InlineData("x switch { BatchState.Failed => 1, var other => 2 }", 1)]
    [InlineData("x switch { { State: RunState.Skipped } => 1, _ => 2 }", 1)]
    [InlineData("switch (x) { case BatchState.Failed: break; default: break; }", 1)]
    [InlineData("x switch { BatchState.Failed => y switch { 1 => 2, _ => 3 }, BatchState.Queued => 4 }", 0)]
    [InlineData("x switch { 1 => BatchState.Failed, _ => BatchState.Queued }", 0)]
    [InlineData("x switch { BatchState.Failed => list.Find(_ => true), BatchState.Queued => 4 }", 0)]
    public void SwitchesWithARest_FindsArmsThatTakeWhateverIsLeft(string code, int found) => Assert.Equal(found, SwitchesWithARest(code).Count());

    /// <summary>The lines, from 1, on which such switches begin.</summary>
    private static IEnumerable<int> SwitchesWithARest(string code)
    {
        foreach (Match found in SwitchBeginning().Matches(code))
        {
            var cases = PatternsIn(BodyAt(code, found.Index + found.Length)).ToList();
            if (cases.Exists(one => StateName().IsMatch(one)) && cases.Exists(one => TakesTheRest().IsMatch(one)))
                yield return code[..found.Index].Count(character => character == '\n') + 1;
        }
    }

    private static string BodyAt(string code, int start)
    {
        var depth = 1;
        var end = start;
        for (; end < code.Length && depth > 0; end++)
            depth += code[end] switch { '{' => 1, '}' => -1, _ => 0 };
        return code[start..(end - 1)];
    }

    /// <summary>What stands before the arrows of a switch expression, and the labels of a switch statement; not those of switches inside.</summary>
    private static IEnumerable<string> PatternsIn(string body)
    {
        var depth = 0;
        var start = 0;
        for (var at = 0; at < body.Length; at++)
        {
            depth += body[at] switch { '(' or '{' or '[' => 1, ')' or '}' or ']' => -1, _ => 0 };
            if (depth > 0)
                continue;
            if (body[at] is ',' or ';' or ':')
            {
                if (body[at] == ':')
                    yield return body[start..(at + 1)].Trim();
                start = at + 1;
            }
            else if (body[at] == '=' && body[at..].StartsWith("=>", StringComparison.Ordinal))
            {
                yield return body[start..at].Trim();
                start = at + 2;
            }
        }
    }

    [GeneratedRegex(@"\bswitch\s*(?:\([^{}]*\)\s*)?\{", RegexOptions.CultureInvariant)]
    private static partial Regex SwitchBeginning();

    [GeneratedRegex(@"\b\w*State\.[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex StateName();

    [GeneratedRegex(@"^(?:_|var \w+|default\s*:)$", RegexOptions.CultureInvariant)]
    private static partial Regex TakesTheRest();
}
