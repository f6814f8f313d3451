namespace BatchGen.EndToEnd.OpenAi;

/// <summary>A few hundred requests that nobody sane sends; the benchmark "fuzz" sends fifty thousand.</summary>
public sealed class ApiFuzzTests(DemoServer demo) : IClassFixture<DemoServer>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Api_AnswersWithAnError_WhateverIsSent(int seed)
    {
        var server = new Uri(demo.Server.Address);
        var fuzz = new ApiFuzz(seed);
        using var http = DemoServer.NewClient();

        for (var i = 0; i < 300; i++)
        {
            using var request = fuzz.Next(server);
            using var response = await http.SendAsync(request);
            var complaint = ApiFuzz.Complaint(response, await response.Content.ReadAsStringAsync());
            Assert.True(complaint is null, complaint);
        }
    }
}
