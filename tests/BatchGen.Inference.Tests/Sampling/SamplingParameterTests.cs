using System.Globalization;
using BatchGen.Inference.Sampling;
using BatchGen.Testing;

namespace BatchGen.Inference.Tests.Sampling;

/// <summary>What is written elsewhere about a parameter is what its row says.</summary>
public sealed class SamplingParameterTests
{
    public static TheoryData<string> Names => [.. SamplingParameter.All.Select(parameter => parameter.Name)];

    [Fact]
    public void All_IsEveryNumberOfTheSettings()
    {
        var properties = typeof(SamplingSettings).GetProperties()
            .Where(property => property.PropertyType == typeof(float) || property.PropertyType == typeof(int));

        Assert.Equal(properties.Select(property => property.Name), SamplingParameter.All.Select(parameter => parameter.Property));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_IsWhatReadGives(string name)
    {
        var parameter = Of(name);

        foreach (var value in new[] { parameter.Least, Math.Min(parameter.Most, 1) })
            Assert.Equal((float)value, (float)parameter.Read(parameter.Write(new SamplingSettings(), value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Defaults_AreInTheRange(string name) => Assert.Null(Of(name).FindProblem(new SamplingSettings()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Protocol_HasTheField(string name) =>
        Assert.Contains($" {name} = ", Read("src", "BatchGen.Engine", "Protocol", "engine.proto"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void ApiDocs_SayTheRangeAndTheDefault_WhereRequestsMaySayIt(string name)
    {
        var parameter = Of(name);
        var row = string.Create(CultureInfo.InvariantCulture, $"| `{name}` | {parameter.Range} | {parameter.Read(new SamplingSettings())} |");

        Assert.Equal(parameter.IsInRequests, Read("docs", "api.md").Contains(row, StringComparison.Ordinal));
    }

    private static SamplingParameter Of(string name) => SamplingParameter.All.Single(parameter => parameter.Name == name);

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([SourceTree.Root, .. path]));
}
