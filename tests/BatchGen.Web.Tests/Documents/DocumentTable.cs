using System.Text.RegularExpressions;

namespace BatchGen.Web.Tests.Documents;

/// <summary>A word of a table in both languages of the documents.</summary>
internal sealed record Said(string English, string Chinese)
{
    /// <summary>Figures and names are the same in both.</summary>
    public static implicit operator Said(string figure) => new(figure, figure);
}

/// <summary>
/// A table that a document has between <c>&lt;!-- table: NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c>; whatever stands there is replaced.
/// </summary>
internal sealed partial record DocumentTable(string Name, IReadOnlyList<Said> Head, IReadOnlyList<IReadOnlyList<Said>> Rows)
{
    /// <summary>The document with each of these tables as they are now.</summary>
    public static string Into(string document, IReadOnlyCollection<DocumentTable> tables, Func<Said, string> language)
    {
        var places = Place().Matches(document).Select(place => place.Groups["name"].Value);
        Assert.Equal(tables.Select(table => table.Name).Order(StringComparer.Ordinal), places.Order(StringComparer.Ordinal));
        return Place().Replace(document, place =>
            $"<!-- table: {place.Groups["name"].Value} -->\n{tables.Single(table => table.Name == place.Groups["name"].Value).Markdown(language)}<!-- end -->");
    }

    private string Markdown(Func<Said, string> language) =>
        Line(Head.Select(language))
        + Line(Head.Select((_, column) => column == 0 ? "---" : "--:"))
        + string.Concat(Rows.Select(row => Line(row.Select(language))));

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    [GeneratedRegex(@"<!-- table: (?<name>[a-z0-9_-]+) -->\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Place();
}
