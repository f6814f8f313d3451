using System.Text.Json;

namespace BatchGen.House.Tests;

/// <summary>What the published program holds of others is named, in the version that it holds.</summary>
public sealed class NoticesTests
{
    [Fact]
    public void Notices_NameEveryPackageOfThePublishedProgram()
    {
        var notices = File.ReadAllLines(Path.Combine(Sources.Root, "docs", "THIRD-PARTY-NOTICES.md"));
        var named = notices.Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(cells => $"{cells[1]} {cells[2]}");

        // tools/notices.sh writes the file again.
        Assert.Equal(Packages().Order(StringComparer.Ordinal), named.Where(package => package != "Package Version").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Packages() => new[] { "src", "migrations" }
        .SelectMany(folder => Directory.EnumerateDirectories(Path.Combine(Sources.Root, folder)))
        .Select(project => Path.Combine(project, "packages.lock.json"))
        .Where(File.Exists)
        .SelectMany(PackagesOf)
        .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> PackagesOf(string lockFile)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(lockFile));
        foreach (var package in document.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()))
        {
            if (package.Value.GetProperty("type").GetString() != "Project")
                yield return $"{package.Name} {package.Value.GetProperty("resolved").GetString()}";
        }
    }
}
