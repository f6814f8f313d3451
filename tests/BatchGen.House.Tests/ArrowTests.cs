namespace BatchGen.House.Tests;

/// <summary>ARCHITECTURE.md says which way arrows point; these compare it with the sources.</summary>
public sealed class ArrowTests
{
    public static TheoryData<string> Projects => [.. Sources.Projects];

    [Fact]
    public void Table_HasEveryProject() => Assert.Equal(Sources.Projects, Written.Projects.Select(project => project.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_AreThoseWritten(string project) => Assert.Equal(
        RowOf(project).References.Order(StringComparer.Ordinal),
        Sources.ReferencesOf(project).Select(reference => reference.To).Order(StringComparer.Ordinal));

    [Fact]
    public void References_NeverFormACircle()
    {
        var below = Sources.Projects.ToDictionary(project => project, project => Sources.ReferencesOf(project).Select(reference => reference.To).ToList());

        // Whoever references nobody that is left can be taken away; in a circle nobody can.
        while (below.Keys.FirstOrDefault(project => !below[project].Any(below.ContainsKey)) is { } lowest)
            below.Remove(lowest);

        Assert.Empty(below.Keys);
    }

    [Theory]
    [InlineData("Inference", "")]
    [InlineData("Code", "Microsoft.EntityFrameworkCore")]
    [InlineData("Code", "Hangfire")]
    [InlineData("Code", "Microsoft.AspNetCore")]
    [InlineData("Engine", "Microsoft.EntityFrameworkCore")]
    [InlineData("Engine", "Hangfire")]
    [InlineData("Batches", "MudBlazor")]
    public void Packages_AreNoneThatTheRoomMustNotKnow(string project, string beginning) =>
        Assert.DoesNotContain(Sources.PackagesOf(project), package => package.StartsWith(beginning, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_AreThoseWritten(string project) => Assert.Equal(
        RowOf(project).Folders.Order(StringComparer.Ordinal),
        Sources.FoldersOf(project).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_ImportOnlyFoldersBelow_ExceptWhereWritten(string project)
    {
        var written = RowOf(project);

        // One that is written but gone must leave the list as well: it may only become shorter.
        Assert.Equal(
            Written.UpwardOf(project).Select(arrow => arrow.ToString()).Order(StringComparer.Ordinal),
            Sources.ImportsOf(project).Where(import => !written.Allows(import)).Select(arrow => arrow.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Allows_IsOnlyTrueForFoldersBelow()
    {
        var written = new WrittenProject("House", [], ["Cellar", "Hall", "Attic"]);

        Assert.True(written.Allows(new Arrow("Attic", "Cellar")));
        Assert.False(written.Allows(new Arrow("Cellar", "Attic")));
        Assert.False(written.Allows(new Arrow("Hall", "Hall")));
        Assert.False(written.Allows(new Arrow("Hall", "Garden")));
        Assert.False(written.Allows(new Arrow("Garden", "Hall")));
    }

    private static WrittenProject RowOf(string project) => Assert.Single(Written.Projects, row => row.Name == project);
}
