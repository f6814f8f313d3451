using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BatchGen.Web.Tests.Hosting;
using Json.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Tests.Documents;

/// <summary>appsettings.schema.json is what the options are; <see cref="DocumentFile.WriteAnew"/> writes it again.</summary>
public sealed class SettingsSchemaTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly DocumentFile File = new("appsettings.schema.json");
    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void Schema_IsWhatTheOptionsAre() => File.Holds(new SettingsSchema(ProblemsOf).Document().ToJsonString(Written) + "\n");

    /// <summary>An editor that completes a key says what it is for.</summary>
    [Fact]
    public void Schema_DescribesEverySection() => Assert.All(
        Schema()["properties"]!.AsObject(), section => Assert.NotEqual("", (string?)section.Value!["description"] ?? ""));

    [Fact]
    public void OwnSettings_NameTheSchemaAndKeepToIt()
    {
        var settings = JsonNode.Parse(new DocumentFile("appsettings.json").Text)!;

        Assert.Equal("./appsettings.schema.json", (string?)settings["$schema"]);
        Assert.True(IsValid(settings.ToJsonString()));
    }

    [Theory]
    [InlineData("""{"Engine":{"Slots":32,"KvType":"Q8_0","DrainTimeout":"00:01:00","ModelGpus":{"a":1},"TensorSplit":[3,1]}}""", true)]
    [InlineData("""{"Engine":{"Slots":null},"Nights":{"Hours":"Mon-Fri 20:00-07:00"},"OTEL_SERVICE_NAME":"x"}""", true)]
    [InlineData("""{"Models":{"Aliases":{"gpt-4o-mini":"batchgen-demo"}}}""", true)]
    [InlineData("""{"Models":{"Aliases":{"gpt-4o-mini":4}}}""", false)]
    [InlineData("""{"Engine":{"Slots":257}}""", false)]
    [InlineData("""{"Engine":{"Slot":1}}""", false)]
    [InlineData("""{"Engine":{"KvType":"Q9"}}""", false)]
    [InlineData("""{"Engine":{"DrainTimeout":"a minute"}}""", false)]
    [InlineData("""{"Backup":{"Keep":0}}""", false)]
    [InlineData("""{"Mail":{"Port":65536}}""", false)]
    [InlineData("""{"Telemetry":{"LogLines":100001}}""", false)]
    // Bounds that are other settings' values are the validators' business.
    [InlineData("""{"Inputs":{"MaxFileBytes":1000,"MaxTotalBytes":1000}}""", true)]
    [InlineData("""{"Engine":{"StepTokens":4096,"MicroStepTokens":4096}}""", true)]
    public void Schema_JudgesAsTheProgramDoes(string settings, bool isValid) => Assert.Equal(isValid, IsValid(settings));

    private static bool IsValid(string settings)
    {
        using var document = JsonDocument.Parse(settings);
        return JsonSchema.FromText(File.Text).Evaluate(document.RootElement).IsValid;
    }

    private static JsonNode Schema() => JsonNode.Parse(File.Text)!;

    private IEnumerable<string> ProblemsOf(object options) => (IEnumerable<string>)typeof(SettingsSchemaTests)
        .GetMethod(nameof(Problems), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(options.GetType()).Invoke(this, [options])!;

    private List<string> Problems<TOptions>(TOptions options)
        where TOptions : class => [.. server.Services.GetServices<IValidateOptions<TOptions>>()
            .Select(validator => validator.Validate(Options.DefaultName, options)).SelectMany(result => result.Failures ?? [])];
}
