namespace BatchGen.EndToEnd.OpenAi;

/// <summary>One real server with the model that ships, for all tests of a class.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    public const string Model = "batchgen-demo";

    private static readonly string ModelPath = Path.Combine(SourceTree.Root, "models", $"{Model}.gguf");

    public RealServer Server { get; } = new(ModelPath, new Dictionary<string, string?>
    {
        // The tests listen for calls on this machine.
        ["Webhooks:AllowPrivateAddresses"] = "true",
        // A machine that is busy with other tests loads slowly.
        ["Live:LoadPatience"] = "00:02:00",
    });

    public Uri BaseAddress => new(Server.Address + "/v1");

    public Task InitializeAsync() => Server.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
