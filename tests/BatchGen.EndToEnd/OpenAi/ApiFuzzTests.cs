using BatchGen.EndToEnd.OpenAi.Fuzzing;
using Xunit.Abstractions;

namespace BatchGen.EndToEnd.OpenAi;

/// <summary>A few hundred requests that nobody sane sends; the benchmark "fuzz" sends fifty thousand.</summary>
public sealed class ApiFuzzTests(DemoServer demo, ITestOutputHelper output) : IClassFixture<DemoServer>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Api_AnswersWithAnError_WhateverIsSent(int seed)
    {
        using var http = DemoServer.NewClient();
        var fuzz = new ApiFuzz(await FuzzGround.PrepareAsync(new Uri(demo.Server.Address), DemoServer.ApiKey, demo.Server.Services, http), seed);
        var answers = new List<FuzzAnswer>();

        for (var i = 0; i < 300; i++)
        {
            var answer = await fuzz.SendAsync(http);
            Assert.True(answer.Complaint is null, answer.Complaint);
            answers.Add(answer);
        }

        output.WriteLine(string.Join('\n', answers.CountBy(answer => $"{answer.Group} {answer.Status}").OrderBy(count => count.Key, StringComparer.Ordinal)));
        // Otherwise the fuzz only knocks on doors that are not there.
        Assert.InRange(answers.Count(answer => answer.Status == 404), 0, 120);
        Assert.Contains(answers, answer => answer.Status == 200);
    }

    /// <summary>One thing wrong is one only when the rest is right: otherwise every request ends at the same first refusal.</summary>
    [Fact]
    public async Task Bodies_HaveNothingWrongInThem()
    {
        using var http = DemoServer.NewClient();
        var ground = await FuzzGround.PrepareAsync(new Uri(demo.Server.Address), DemoServer.ApiKey, demo.Server.Services, http);
        var random = new Random(1);
        var sent = new HashSet<string>();

        foreach (var route in ground.Routes.Where(route => FuzzBodies.For(route, ground.Ids, random) is not null).SelectMany(
            route => Enumerable.Repeat(route, 4)))
        {
            using var body = new StringContent(FuzzBodies.For(route, ground.Ids, random)!);
            using var request = new HttpRequestMessage(
                route.Method, new Uri(ground.Server, route.PathTo(ground.Ids.Pick(route.Kind, random) ?? ""))) { Content = body };
            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            ground.Ids.Harvest(text, route.Kind);
            // A file is registered once only.
            Assert.True(
                answer.IsSuccessStatusCode || text.Contains("model_already_registered", StringComparison.Ordinal), $"{route.Method} {route.Pattern}: {text}");
            sent.Add(route.Pattern);
        }

        Assert.Superset(new HashSet<string>(["/api/limits/{device}", "/api/models", "/api/models/quantizations", "/api/schedules", "/api/schedules/{id:long}", "/api/templates/{id:long}", "/api/keys", "/api/settings"]), sent);
    }
}
