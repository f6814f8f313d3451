using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Models;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Batches.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Orders;

/// <summary>Files that call the model by other names than its own, from the order to the result file.</summary>
public sealed class NamedModelsTests
{
    [Fact]
    public async Task Order_RunsOnWhatItsAliasesStandFor_AndItsAnswersSayBoth()
    {
        await using var house = await BatchHouse.CreateAsync(settings: [("Models:Aliases:gpt-4o-mini", "test"), ("Models:Aliases:gpt-4o", "test")]);
        var orders = new OrderHouse(house);

        var order = await orders.OrderAsync(Line("a", "gpt-4o-mini"), Line("b", "gpt-4o"), Line("c", "test"));
        await house.RunJobsAsync();

        var ended = await orders.GetAsync(order);
        Assert.Equal("completed", OrderStatus.Of(ended));
        Assert.Equal(house.Engine.ModelPath, ended.ModelPath);
        Assert.Equal(
            [("gpt-4o-mini", "test"), ("gpt-4o", "test"), ("test", null)], (await orders.ReadAsync(ended.Order!.OutputFileId!)).Select(ModelsIn));
        Assert.Equal(
            [new("gpt-4o", 1, "test"), new("gpt-4o-mini", 1, "test")],
            (await house.Queries.GetAsync(order.PublicId, CancellationToken.None))!.Settings.Models!);
    }

    [Fact]
    public async Task Order_OfOneAlias_SaysItOnEveryLine_WithoutReadingTheRequestsAgain()
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Models:Aliases:*", "test"));
        var orders = new OrderHouse(house);

        var order = await orders.OrderAsync(Line("a", "last-year"), Line("b", "last-year"));
        await house.RunJobsAsync();

        var ended = await orders.GetAsync(order);
        Assert.All(await orders.ReadAsync(ended.Order!.OutputFileId!), line => Assert.Equal(("last-year", "test"), ModelsIn(line)));
    }

    [Theory]
    [InlineData("gpt-9", "model_not_found", 1)]
    [InlineData("old", "alias_target_missing", 1)]
    public async Task Order_IsRefused_WhenItNamesNoModelThatIsHere(string name, string code, int line)
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Models:Aliases:old", "deleted"));
        var orders = new OrderHouse(house);

        var order = await orders.OrderAsync(Line("a", name));
        await house.RunJobsAsync();

        var error = Assert.Single(OrderStatus.ErrorsOf(await orders.GetAsync(order)));
        Assert.Equal((code, line, "model"), (error.Code, error.Line, error.Param));
    }

    [Fact]
    public async Task Order_IsRefusedAsAWhole_WhenALaterLineNamesNoModelThatIsHere()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);

        var order = await orders.OrderAsync(Line("a", "test"), Line("b", "gpt-9"));
        await house.RunJobsAsync();

        var error = Assert.Single(OrderStatus.ErrorsOf(await orders.GetAsync(order)));
        Assert.Equal(("model_not_found", 2), (error.Code, error.Line));
    }

    [Fact]
    public async Task Order_WithAModelOfItsOwn_RunsEveryLineOnIt()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var file = (await orders.UploadAsync(Line("a", "gpt-9"), Line("b", "gpt-8"))).PublicId;

        var order = await orders.Orders.CreateAsync(
            new NewOrder(file, "/v1/chat/completions", "24h", null, null, null) { ModelName = "test.gguf" }, CancellationToken.None);
        await house.RunJobsAsync();

        var ended = await orders.GetAsync(order);
        Assert.Equal("completed", OrderStatus.Of(ended));
        Assert.Equal([("gpt-9", "test"), ("gpt-8", "test")], (await orders.ReadAsync(ended.Order!.OutputFileId!)).Select(ModelsIn));
        var refusal = await Assert.ThrowsAsync<RequestRefusedException>(() => orders.Orders.CreateAsync(
            new NewOrder(file, "/v1/chat/completions", "24h", null, null, null) { ModelName = "gpt-9" }, CancellationToken.None));
        Assert.Equal(("model_not_found", "model"), (refusal.Code, refusal.Param));
    }

    [Theory]
    [InlineData(OnOtherModel.Follow, 1)]
    [InlineData(OnOtherModel.Run, 0)]
    public async Task DryRun_NamesTheModels_AndCountsWhatItRefuses(OnOtherModel onOther, int refused)
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Models:Aliases:gpt-4o", "test"));
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Line("a", "gpt-9"), Line("b", "gpt-4o"), Line("c", "test"))));

        var report = await house.Submission.DryRunAsync(
            house.NewRequest(input, request => request with { OnOtherModel = onOther }), progress: null, CancellationToken.None);

        Assert.Equal([new("gpt-4o", 1, "test"), new("gpt-9", 1, null)], report.Named);
        Assert.Equal((refused, refused, 3 - refused, 2), (report.RefusedModelLines, report.TotalProblems, report.Summary.GoodItems, report.TotalNamed));
    }

    [Fact]
    public async Task Template_FollowsWhatItsModelMeansToday()
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Models:Aliases:last-year", "test"));
        var templates = house.Services.GetRequiredService<BatchTemplates>();
        var settings = new SubmissionRequest { ModelPath = "/models/last-year.gguf", Input = Stream.Null };

        var saved = Assert.IsType<TemplateSaved>(await templates.SaveAsync(new TemplateDraft("nightly", settings), new Author("ada", null), CancellationToken.None));

        Assert.Equal(house.Engine.ModelPath, (await templates.GetAsync(saved.Id, CancellationToken.None))!.Settings.ModelPath);
    }

    private static string Line(string id, string model) => OrderHouse.Line(id, "Hi").Replace("\"model\":\"test\"", $"\"model\":\"{model}\"", StringComparison.Ordinal);

    private static (string?, string?) ModelsIn(string line)
    {
        using var result = JsonDocument.Parse(line);
        var body = result.RootElement.GetProperty("response").GetProperty("body");
        return (body.GetProperty("model").GetString(), body.TryGetProperty("model_used", out var used) ? used.GetString() : null);
    }
}
