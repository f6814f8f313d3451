using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BatchGen.House.Tests;

/// <summary>From one project or folder to another whose names it uses.</summary>
public sealed record Arrow(string From, string To)
{
    public override string ToString() => $"{From} → {To}";
}

/// <summary>What the sources really reference and import. Projects are named without "BatchGen.".</summary>
internal static partial class Sources
{
    /// <summary>The folder of BatchGen.sln.</summary>
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(Root, "src")).Select(folder => NameOf(Path.GetFileName(folder))).Order(StringComparer.Ordinal)];

    public static IEnumerable<Arrow> ReferencesOf(string project) => Included(project, "ProjectReference")
        .Select(path => new Arrow(project, NameOf(path.Split('/', '\\')[^1])))
        .Distinct();

    /// <summary>Packages and frameworks, by name.</summary>
    public static IEnumerable<string> PackagesOf(string project) =>
        Included(project, "PackageReference").Concat(Included(project, "FrameworkReference"));

    /// <summary>The folders right below a project that hold sources.</summary>
    public static IEnumerable<string> FoldersOf(string project) => FilesOf(project).Select(file => file.Folder).OfType<string>().Distinct();

    /// <summary>Each once. Files that stand beside their project put it together and may import every folder.</summary>
    public static IEnumerable<Arrow> ImportsOf(string project)
    {
        var pattern = new Regex($@"\bBatchGen\.{project}\.(?<folder>[A-Z]\w+)", RegexOptions.CultureInvariant);
        return FilesOf(project)
            .Where(file => file.Folder is not null)
            .SelectMany(file => pattern.Matches(File.ReadAllText(file.Path)).Select(match => new Arrow(file.Folder!, match.Groups["folder"].Value)))
            .Where(arrow => arrow.From != arrow.To)
            .Distinct();
    }

    /// <summary>Every source with what stands in it, by its path below the project.</summary>
    public static IEnumerable<(string Path, string Text)> TextsOf(string project) =>
        FilesOf(project).Select(file => (Path.GetRelativePath(Root, file.Path), File.ReadAllText(file.Path)));

    private static IEnumerable<(string Path, string? Folder)> FilesOf(string project)
    {
        var root = FolderOf(project);
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var parts = Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar);
            if (parts[0] is not ("bin" or "obj") && Path.GetExtension(path) is ".cs" or ".razor")
                yield return (path, parts.Length > 1 ? parts[0] : null);
        }
    }

    private static IEnumerable<string> Included(string project, string kind) => XDocument
        .Load(Path.Combine(FolderOf(project), $"BatchGen.{project}.csproj"))
        .Descendants(kind)
        .Select(item => item.Attribute("Include")!.Value);

    private static string FolderOf(string project) => Path.Combine(Root, "src", $"BatchGen.{project}");

    private static string NameOf(string project) => ProjectName().Match(project).Groups["name"].Value;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BatchGen.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("BatchGen.sln stands in no folder above the tests.");
        return folder.FullName;
    }

    [GeneratedRegex(@"^BatchGen\.(?<name>.+?)(?:\.csproj)?$", RegexOptions.CultureInvariant)]
    private static partial Regex ProjectName();
}
