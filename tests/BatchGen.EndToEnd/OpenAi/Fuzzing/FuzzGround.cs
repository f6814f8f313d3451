using System.Globalization;
using System.Text;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Engine.Planning;
using BatchGen.Web.Models;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.EndToEnd.OpenAi.Fuzzing;

/// <summary>What is there to be called: the routes, and files, batches, templates and devices to name.</summary>
internal sealed record FuzzGround(Uri Server, string ApiKey, IReadOnlyList<FuzzRoute> Routes, FuzzIds Ids)
{
    private const int Files = 10;
    private const int Templates = 10;

    public static async Task<FuzzGround> PrepareAsync(Uri server, string apiKey, IServiceProvider services, HttpClient http)
    {
        var ids = new FuzzIds();
        for (var i = 0; i < Files; i++)
        {
            using var upload = FuzzBodies.Upload(FuzzBodies.BatchFile);
            using var uploaded = await http.PostAsync(new Uri(server, "/v1/files"), upload);
            ids.Harvest(await uploaded.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
            using var order = new StringContent(FuzzBodies.Order(ids.Pick("file", Random.Shared)!), Encoding.UTF8, "application/json");
            using var ordered = await http.PostAsync(new Uri(server, "/v1/batches"), order);
            ids.Harvest(await ordered.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        }

        foreach (var device in await services.GetRequiredService<IDeviceSurvey>().ReadAsync(CancellationToken.None))
            ids.Add("device", device.Name);
        ids.Add("folder", services.GetRequiredService<WatchedFolders>().Roots[0]);
        ids.Add("path", services.GetRequiredService<ModelCatalog>().Default.Path);
        for (var i = 0; i < Templates; i++)
            ids.Add("template", (await SaveTemplateAsync(services)).ToString(CultureInfo.InvariantCulture));
        return new FuzzGround(server, apiKey, FuzzRoute.Of(services.GetRequiredService<EndpointDataSource>()), ids);
    }

    /// <summary>Templates are saved on their page only.</summary>
    private static async Task<long> SaveTemplateAsync(IServiceProvider services)
    {
        using var input = new MemoryStream("Write a function"u8.ToArray());
        var settings = new SubmissionRequest { ModelPath = services.GetRequiredService<ModelCatalog>().Default.Path, Input = Stream.Null };
        var saved = await services.GetRequiredService<BatchTemplates>().SaveAsync(
            new TemplateDraft($"fuzz {Guid.NewGuid():N}", settings, input), new Author("fuzz", UserId: null), CancellationToken.None);
        return ((TemplateSaved)saved).Id;
    }
}
