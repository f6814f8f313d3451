namespace BatchGen.Batches.Submission;

/// <summary>Gives every entry of an input its own custom_id: the line's, or one made from its number.</summary>
internal sealed class CustomIds
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    /// <summary>The entry, or a bad one in its place when an earlier line has the same custom_id.</summary>
    public NamedEntry Name(InputEntry entry)
    {
        if (entry.CustomId is null)
            return new NamedEntry(entry, MakeUp(entry.Line));
        if (_lines.TryAdd(entry.CustomId, entry.Line))
            return new NamedEntry(entry, entry.CustomId);

        var problem = entry is BadEntry bad ? bad.Problem : Duplicate(entry.CustomId, entry.Line);
        return new NamedEntry(new BadEntry(entry.Line, entry.CustomId, problem), MakeUp(entry.Line));
    }

    private InputProblem Duplicate(string customId, int line) => new(
        line,
        ProblemCodes.DuplicateCustomId,
        $"The custom_id \"{customId}\" of line {line} is already that of line {_lines[customId]}. Results are matched by it, so each must be unique.",
        "custom_id");

    private string MakeUp(int line)
    {
        var name = $"item-{line}";
        for (var attempt = 2; !_lines.TryAdd(name, line); attempt++)
            name = $"item-{line}-{attempt}";
        return name;
    }
}
