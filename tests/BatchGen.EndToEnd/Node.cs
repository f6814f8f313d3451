namespace BatchGen.EndToEnd;

/// <summary>Node is what some tests need and the product does not: where it is missing, they say so and are skipped.</summary>
internal static class Node
{
    private const string Reason = "needs Node with npm, which is not here; ./test.sh installs it (Debian: nodejs, npm).";

    /// <summary>Null where it is installed.</summary>
    public static string? WhyNot { get; } = IsOnPath("node") && IsOnPath("npm") ? null : Reason;

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { "", ".exe", ".cmd" }.Select(ending => Path.Combine(folder, program + ending)))
        .Any(File.Exists);
}

/// <summary>A test that runs JavaScript from npm.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = Node.WhyNot;
}

/// <inheritdoc cref="NodeFactAttribute" />
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = Node.WhyNot;
}
