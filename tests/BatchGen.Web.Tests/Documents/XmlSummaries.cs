using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BatchGen.Web.Tests.Documents;

/// <summary>What the sources say of a class or a property, as the compiler wrote it down beside the program.</summary>
internal static partial class XmlSummaries
{
    private static readonly Dictionary<string, string> All = Directory.EnumerateFiles(AppContext.BaseDirectory, "BatchGen.*.xml")
        .SelectMany(file => XDocument.Load(file).Descendants("member"))
        .Where(member => member.Element("summary") is not null && member.Attribute("name")!.Value[2..].StartsWith("BatchGen.", StringComparison.Ordinal))
        .ToDictionary(member => member.Attribute("name")!.Value, member => Plain(member.Element("summary")!), StringComparer.Ordinal);

    /// <param name="name">As the compiler names it, e.g. "P:BatchGen.Engine.Setup.EngineOptions.Slots".</param>
    /// <returns>Null where nothing is said.</returns>
    public static string? Find(string name) => All.GetValueOrDefault(name);

    private static string Plain(XElement summary) => Blanks().Replace(string.Concat(summary.Nodes().Select(node => node switch
    {
        XElement { Name.LocalName: "see" } see => (see.Attribute("cref") ?? see.Attribute("langword"))!.Value.Split('.')[^1],
        XElement other => other.Value,
        _ => ((XText)node).Value,
    })), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
