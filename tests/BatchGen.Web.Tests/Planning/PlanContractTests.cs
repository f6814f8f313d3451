using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using BatchGen.Engine;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Web.CommandLine;

namespace BatchGen.Web.Tests.Planning;

/// <summary>What scripts rely on: names, exit codes, errors, and that every way to a plan shows the same.</summary>
public sealed class PlanContractTests(PlanHouse house) : IClassFixture<PlanHouse>
{
    private static readonly string[] Names =
        ["model", "context", "slots", "kv_cells", "kv_layout", "kv_type", "flash_attention", "gpu_layers", "devices", "verdict", "largest_context", "remedy", "windowed_layers", "window_tokens", "load_problem", "load_problem_code"];

    private static readonly string[] DeviceNames =
    [
        "name", "weights_bytes", "kv_bytes", "compute_bytes", "output_bytes", "overhead_bytes", "other_bytes", "total_bytes", "limit_bytes", "headroom_bytes",
    ];

    [Fact]
    public async Task Json_HasTheNamesOfTheContract_AndNoOthers()
    {
        var plan = Parse((await house.RunAsync("plan", house.ModelPath, "--json")).Output);

        Assert.Equal(Names, plan.EnumerateObject().Select(property => property.Name));
        Assert.Equal(DeviceNames, plan.GetProperty("devices")[0].EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [InlineData(8192, 4, "q8_0", "on")]
    [InlineData(131_072, 1, "f16", "off")]
    [InlineData(4096, 16, "q4_0", "on")]
    public async Task CommandEndpointAndService_ShowTheSame(int context, int slots, string type, string flash)
    {
        string[] arguments = ["plan", house.ModelPath, "--context", Text(context), "--slots", Text(slots), "--kv-type", type, "--flash-attention", flash, "--json"];
        var query = $"/api/memory/plan?model={Uri.EscapeDataString(house.ModelPath)}&context={Text(context)}&slots={Text(slots)}&kv_type={type}&flash_attention={flash}";
        var levers = new EngineChoice(context, slots, type switch { "q8_0" => KvType.Q8_0, "q4_0" => KvType.Q4_0, _ => KvType.F16 }, flash == "on");

        var command = (await house.RunAsync(arguments)).Output.Trim();
        var endpoint = await house.Client.GetStringAsync(new Uri(query, UriKind.Relative));
        var service = await house.Plans.PlanAsync(house.ModelPath, levers, CancellationToken.None);

        Assert.Equal(command, endpoint);
        Assert.Equal(service.Plan.OwnBytes, Parse(endpoint).GetProperty("devices").EnumerateArray().Sum(Own));
        Assert.Equal(service.Plan.LargestContextTokens, Parse(endpoint).GetProperty("largest_context").GetInt32());
    }

    [Fact]
    public async Task Parts_AddUp_OnEveryDevice()
    {
        var device = Parse((await house.RunAsync("plan", house.ModelPath, "--json")).Output).GetProperty("devices")[0];

        Assert.Equal(Bytes(device, "total_bytes"), Own(device) + Bytes(device, "other_bytes"));
        Assert.Equal(Bytes(device, "headroom_bytes"), Bytes(device, "limit_bytes") - Bytes(device, "total_bytes"));
        Assert.Equal(house.Memory.OthersBytes, Bytes(device, "other_bytes"));
    }

    [Theory]
    [InlineData("4096", ExitCodes.Success, "It fits")]
    [InlineData("131072", ExitCodes.DoesNotFit, "It does not fit")]
    public async Task Plan_SaysByItsExitCode_WhetherItFits(string context, int code, string sentence)
    {
        // A million bytes a cell: 131,072 cells are beyond 64 GiB, 4,096 are not.
        house.DryRun.Simulate = request => [new("CPU", 1_000_000, 1_000_000L * request.Context.KvCells, 3_000_000)];

        var end = await house.RunAsync("plan", house.ModelPath, "--context", context, "--slots", "1");

        Assert.Equal(code, end.Code);
        Assert.Contains(sentence, end.Output, StringComparison.Ordinal);
        Assert.Contains("KV cache", end.Output, StringComparison.Ordinal);
        Assert.Contains("llama.cpp's own simulated load", end.Output, StringComparison.Ordinal);
        Assert.Matches("Limits: (none were set|as set in)", end.Output);
    }

    [Fact]
    public async Task Plan_SaysWhyItIsOnlyComputed_WhenTheSimulationFails()
    {
        house.DryRun.Simulate = null;

        var end = await house.RunAsync("plan", house.ModelPath, "--slots", "1");

        Assert.Equal(ExitCodes.Success, end.Code);
        Assert.Contains("Figures computed from the header (exact for this architecture), because", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--context", "0", PlanErrorCodes.SettingOutOfRange)]
    [InlineData("--context", "many", PlanErrorCodes.SettingUnreadable)]
    [InlineData("--slots", "257", PlanErrorCodes.SettingOutOfRange)]
    [InlineData("--kv-type", "q9", PlanErrorCodes.SettingUnreadable)]
    [InlineData("--gpu-layers", "-3", PlanErrorCodes.SettingUnreadable)]
    public async Task Plan_IsUnusable_WhenASettingIsImpossible(string option, string value, string code)
    {
        var end = await house.RunAsync("plan", house.ModelPath, option, value, "--json");

        Assert.Equal(ExitCodes.Unusable, end.Code);
        Assert.Equal(code, JsonNode.Parse(end.Output)!["error"]!["code"]!.GetValue<string>());
        Assert.Contains($"({code})", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_IsUnusable_WhenTheFileIsNoModel()
    {
        var end = await house.RunAsync("plan", house.FileOf("broken.gguf", "not a model"));

        Assert.Equal(ExitCodes.Unusable, end.Code);
        Assert.Contains("(gguf_not_gguf)", end.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("context=many", HttpStatusCode.BadRequest, PlanErrorCodes.SettingUnreadable, "context")]
    [InlineData("slots=0", HttpStatusCode.BadRequest, PlanErrorCodes.SettingOutOfRange, "slots")]
    [InlineData("kv_type=q8_0&flash_attention=off", HttpStatusCode.BadRequest, PlanErrorCodes.NeedsFlashAttention, "flash_attention")]
    [InlineData("model=absent", HttpStatusCode.NotFound, "gguf_not_found", "model")]
    [InlineData("model=/absent/file.gguf", HttpStatusCode.NotFound, "gguf_not_found", "model")]
    [InlineData("model=/etc/hostname", HttpStatusCode.NotFound, "gguf_not_found", "model")]
    public async Task Endpoint_RefusesInTheShapeOfOpenAi(string query, HttpStatusCode status, string code, string parameter)
    {
        using var answer = await house.Client.GetAsync(new Uri($"/api/memory/plan?{query}", UriKind.Relative));
        var error = Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error");

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.Equal(parameter, error.GetProperty("param").GetString());
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.EndsWith(".", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?model=codegeex4")]
    [InlineData("?model=codegeex4.gguf")]
    public async Task Endpoint_KnowsAModel_ByItsNameAndByDefault(string query)
    {
        var plan = Parse(await house.Client.GetStringAsync(new Uri($"/api/memory/plan{query}", UriKind.Relative)));

        Assert.StartsWith("codegeex4", plan.GetProperty("model").GetString(), StringComparison.Ordinal);
        Assert.Equal("CPU", plan.GetProperty("devices")[0].GetProperty("name").GetString());
    }

    private static long Own(JsonElement device) =>
        new[] { "weights_bytes", "kv_bytes", "compute_bytes", "output_bytes", "overhead_bytes" }.Sum(name => Bytes(device, name));

    private static long Bytes(JsonElement device, string name) => device.GetProperty(name).GetInt64();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
