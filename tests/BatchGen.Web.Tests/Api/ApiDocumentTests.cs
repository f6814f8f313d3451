using System.Text.Json;
using BatchGen.Web.Api;
using BatchGen.Web.Tests.Hosting;

namespace BatchGen.Web.Tests.Api;

/// <summary>What the description says of every route: a new one is held to it by itself.</summary>
public sealed class ApiDocumentTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task EveryOperation_HasAGroupASummaryAndItsAnswers()
    {
        var document = JsonDocument.Parse(await server.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).RootElement;
        var groups = ApiGroups.All.Select(group => group.Title).ToHashSet();
        var lacking = new List<string>();

        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
                lacking.AddRange(LackOf(path.Name, operation.Value, groups).Select(what => $"{operation.Name} {path.Name}: {what}"));
        }

        Assert.Empty(lacking);
        Assert.Equal(
            ApiGroups.All.Select(group => group.Title), document.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()!));
    }

    private static IEnumerable<string> LackOf(string path, JsonElement operation, HashSet<string> groups)
    {
        if (operation.GetProperty("tags") is var tags && (tags.GetArrayLength() != 1 || !groups.Contains(tags[0].GetString()!)))
            yield return "no group of the page";
        if (!operation.TryGetProperty("summary", out _))
            yield return "no summary";
        if (!path.StartsWith("/api/", StringComparison.Ordinal))
            yield break;
        var answers = operation.GetProperty("responses");
        // A stream of events has no schema.
        if (path != "/api/events" && !answers.GetProperty("200").TryGetProperty("content", out _))
            yield return "no schema of its answer";
        foreach (var refusal in answers.EnumerateObject().Where(answer => answer.Name[0] == '4').Select(answer => answer.Value.GetRawText()))
        {
            if (!refusal.Contains("#/components/schemas/ApiError\"", StringComparison.Ordinal))
                yield return "a refusal of another shape";
        }

        foreach (var status in path.Contains('{', StringComparison.Ordinal) ? new[] { "401", "403", "404" } : ["401", "403"])
        {
            if (!answers.TryGetProperty(status, out _))
                yield return $"no {status}";
        }
    }
}
