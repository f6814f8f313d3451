using System.Diagnostics.CodeAnalysis;
using BatchGen.Code.Inputs;

namespace BatchGen.Code.Tasks;

/// <summary>The variables an input offers to templates. Names are found without regard to case. Immutable.</summary>
public sealed class TemplateValues
{
    /// <summary>The input's text.</summary>
    public const string File = "file";
    public const string Path = "path";
    public const string Language = "language";

    /// <summary>What the user asks of this one input.</summary>
    public const string Query = "query";
    public const string TargetLanguage = "target_language";

    private readonly Dictionary<string, string> _values;

    private TemplateValues(IEnumerable<KeyValuePair<string, string>> values) =>
        _values = new Dictionary<string, string>(values, StringComparer.OrdinalIgnoreCase);

    public static TemplateValues Empty { get; } = new([]);

    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <exception cref="KeyNotFoundException">The input does not have it.</exception>
    public string this[string name] => _values[name];

    /// <summary>A text without a file around it.</summary>
    public static TemplateValues Of(string text) => Empty.WithDefault(File, text);

    /// <summary><c>file</c>, <c>path</c> and <c>language</c>; an unknown language is empty.</summary>
    public static TemplateValues Of(SourceInput source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Of(source.Text).WithDefault(Path, source.Path.Value).WithDefault(Language, source.Language ?? "");
    }

    /// <summary>Each column of a CSV row.</summary>
    public static TemplateValues Of(CsvTable table, CsvRow row)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(row);
        return new TemplateValues(table.Columns.Zip(row.Cells, KeyValuePair.Create));
    }

    /// <summary>With one more value; one the input has already stays, so that a column may be called like a built-in.</summary>
    public TemplateValues WithDefault(string name, string value) =>
        _values.ContainsKey(name) ? this : new TemplateValues(_values.Append(KeyValuePair.Create(name, value)));

    public bool TryGet(string name, [NotNullWhen(true)] out string? value) => _values.TryGetValue(name, out value);
}
