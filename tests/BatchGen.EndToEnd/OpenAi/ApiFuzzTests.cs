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
}
