namespace BatchGen.Web.Telemetry;

/// <summary>One line of this program's log.</summary>
/// <param name="Number">Counts up from 1 since the start.</param>
/// <param name="Category">Who says it: a class of this program or of a library.</param>
/// <param name="Detail">An exception with its stack; null else.</param>
/// <param name="BatchId">The batch that was worked on; null for a line of no batch.</param>
/// <param name="Item">The item's place in the batch, from 0; null for a line of no single item.</param>
public sealed record LogLine(long Number, DateTimeOffset At, LogLevel Level, string Category, string Text, string? Detail, string? BatchId, int? Item)
{
    /// <summary>The last part of the category's name is what people know it by.</summary>
    public string Source => Category[(Category.LastIndexOf('.') + 1)..];

    public bool Has(string part) =>
        Text.Contains(part, StringComparison.OrdinalIgnoreCase)
        || Category.Contains(part, StringComparison.OrdinalIgnoreCase)
        || BatchId?.Contains(part, StringComparison.OrdinalIgnoreCase) is true
        || Detail?.Contains(part, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>As it is copied: for a report to somebody else.</summary>
    public override string ToString()
    {
        var ids = BatchId is null ? "" : Item is null ? $" [{BatchId}]" : $" [{BatchId} item {Item}]";
        var detail = Detail is null ? "" : $"\n{Detail}";
        return FormattableString.Invariant($"{At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {Level} {Category}{ids}: {Text}{detail}");
    }
}
