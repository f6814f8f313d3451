using System.Globalization;
using System.Text;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Submission;
using BatchGen.Engine.Client;
using BatchGen.Web.Hosting;
using BatchGen.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Benchmarks.Dashboards;

/// <summary>
/// The server under measurement, in a process of its own so that its clients' work is not counted. Only the engine is
/// scripted, which would be another process anyway: 16 answers at a time, each after a tenth of a second.
/// </summary>
internal static class DashboardServer
{
    public const string Verb = "serve-dashboards";
    public const int Items = 20_000;

    private static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(100);

    /// <summary>Says where it is, then answers every line of its input with its figures, until the input ends.</summary>
    public static async Task<int> RunAsync(string folder)
    {
        var model = Path.Combine(folder, "scripted.gguf");
        await File.WriteAllTextAsync(model, "scripted");
        var engines = new FakeEngineManager { Prepare = engine => engine.Duration = AnswerTime };
        await using var application = new BatchGenApplication(
            new Dictionary<string, string?>
            {
                ["Urls"] = "http://127.0.0.1:0",
                ["Storage:DataDirectory"] = Path.Combine(folder, "data"),
                ["Models:Default"] = model,
                ["Models:Directory"] = folder,
                ["Logging:LogLevel:Default"] = "None",
            },
            services => services.AddSingleton<IEngineManager>(engines));
        await application.StartAsync();
        await SubmitAsync(application, model);
        Say($"{application.Address} {application.SignInAddress}");
        while (await Console.In.ReadLineAsync() is not null)
            Say(Figures(application.Services.GetRequiredService<ProgressFeed>()));
        await application.StopAsync();
        return 0;
    }

    private static async Task SubmitAsync(BatchGenApplication application, string model)
    {
        using var input = new MemoryStream(
            Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, Items).Select(number => $"Write function number {number}"))));
        var outcome = await application.Services.GetRequiredService<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { Name = "The night's work", ModelPath = model, Input = input }, progress: null, CancellationToken.None);
        if (outcome is not SubmissionAccepted)
            throw new InvalidOperationException($"The batch was not taken: {outcome}");
    }

    /// <summary>Processor time in milliseconds, live managed bytes, items done.</summary>
    private static string Figures(ProgressFeed feed)
    {
        var live = GC.GetTotalMemory(forceFullCollection: true);
        var cpu = Environment.CpuUsage.TotalTime.TotalMilliseconds;
        return string.Create(CultureInfo.InvariantCulture, $"{cpu:0} {live} {feed.GetAll().Sum(batch => batch.FinishedItems)}");
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
