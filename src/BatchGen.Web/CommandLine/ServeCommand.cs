using System.CommandLine;
using BatchGen.Batches.Data;
using BatchGen.Engine.Planning;
using BatchGen.Web.Hosting;

namespace BatchGen.Web.CommandLine;

/// <summary><c>serve</c>, or no verb: pages and queue until somebody stops them.</summary>
internal sealed class ServeCommand(CommandStreams streams, Action<IServiceCollection>? customize)
{
    /// <summary>The root does the same: a plain start is what a service unit and a person in a hurry write.</summary>
    public void AddTo(Command root)
    {
        Serve(root);
        root.Subcommands.Add(Serve(new Verb(
            "serve", "Serves pages and API, and works on the queue, until it is stopped. So does the program without a verb.", "serve --urls http://127.0.0.1:5080")));
    }

    private Command Serve(Command command)
    {
        var options = new ServerOptions();
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => ServeAsync(options.Read(parsed), cancellationToken));
        return command;
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
