using System.CommandLine;
using BatchGen.Batches.Data;
using BatchGen.Engine.Planning;
using BatchGen.Web.Hosting;

namespace BatchGen.Web.CommandLine;

/// <summary>No verb: pages and queue until somebody stops them.</summary>
internal sealed class ServeCommand(CommandStreams streams, Action<IServiceCollection>? customize)
{
    private readonly ServerOptions _options = new();

    public void AddTo(Command root)
    {
        _options.AddTo(root);
        root.SetAction((parsed, cancellationToken) => ServeAsync(_options.Read(parsed), cancellationToken));
    }

    /// <summary>A machine that cannot load the libraries still serves its pages: they say the same.</summary>
    private static async Task<string> DescribeRuntimeAsync(BatchGenApplication application, CancellationToken cancellationToken)
    {
        try
        {
            var runtime = await application.Services.GetRequiredService<IMemoryDryRun>().GetRuntimeAsync(cancellationToken);
            return $"Models run on {runtime.Summary}. {runtime.Reason}".TrimEnd();
        }
        catch (DryRunException failure)
        {
            return $"No model can run: {failure.Message} ({failure.Code})";
        }
    }

    private static string Ready(BatchGenApplication application)
    {
        var node = application.Services.GetRequiredService<NodeIdentity>();
        return node.ServesPages
            ? $"BatchGen is ready: {application.SignInAddress}  (Ctrl+C stops it)"
            : $"BatchGen worker '{node.Name}' is ready; its health: {application.Address}/readyz  (Ctrl+C stops it)";
    }

    private async Task<int> ServeAsync(Dictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        try
        {
            await using var application = new BatchGenApplication(settings, customize);
            await application.StartAsync(cancellationToken);
            await streams.Output.WriteLineAsync(Ready(application));
            await streams.Output.WriteLineAsync(await DescribeRuntimeAsync(application, cancellationToken));
            await application.WaitForShutdownAsync(cancellationToken);
            return ExitCodes.Success;
        }
        catch (Exception failure) when (StartupProblem.Describe(failure) is { } sentences)
        {
            foreach (var sentence in sentences)
                await streams.Error.WriteLineAsync(sentence);
            return ExitCodes.Unusable;
        }
    }
}
