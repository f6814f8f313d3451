using System.CommandLine;
using BatchGen.Batches.Data;
using BatchGen.Engine.Planning;
using BatchGen.Web.Hosting;

namespace BatchGen.Web.CommandLine;

/// <summary>No verb: pages and queue until somebody stops them.</summary>
internal sealed class ServeCommand(CommandStreams streams, Action<IServiceCollection>? customize)
{
    private readonly Option<string?> _urls = new("--urls") { Description = "Where to listen; http://127.0.0.1:5080 if not given (Urls).", HelpName = "URL" };
    private readonly Option<string?> _model = CommonOptions.Model();
    private readonly Option<string?> _dataDirectory = new("--data-directory")
    {
        Description = "Folder for the database and the results (Storage:DataDirectory).",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _behindProxy = new("--behind-proxy")
    {
        Description = "A proxy in front ends TLS; its forwarding headers are believed (Auth:BehindProxy, Auth:TrustedProxies).",
    };

    private readonly Option<NodeRole?> _role = new("--role")
    {
        Description = "What this machine does, where several share a PostgreSQL database: all, web (pages and API) or worker (Node:Role).",
        HelpName = "all|web|worker",
    };

    private readonly Option<string?> _nodeName = new("--node-name") { Description = "What this machine is called among the others; the machine's own name if not given (Node:Name).", HelpName = "NAME" };

    private readonly Option<string?> _pathBase = new("--path-base") { Description = "The folder under which a proxy shows it, e.g. /batchgen (PathBase); a proxy may say it too, with X-Forwarded-Prefix and --behind-proxy.", HelpName = "PATH" };

    public void AddTo(Command root)
    {
        root.Options.Add(_urls);
        root.Options.Add(_model);
        root.Options.Add(_dataDirectory);
        root.Options.Add(_behindProxy);
        root.Options.Add(_pathBase);
        root.Options.Add(_role);
        root.Options.Add(_nodeName);
        root.SetAction((parsed, cancellationToken) => ServeAsync(Settings(parsed), cancellationToken));
    }

    private Dictionary<string, string?> Settings(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>();
        if (parsed.GetValue(_urls) is { } urls)
            settings["Urls"] = urls;
        if (parsed.GetValue(_model) is { } model)
            settings["Models:Default"] = Path.GetFullPath(model);
        if (parsed.GetValue(_dataDirectory) is { } folder)
            settings["Storage:DataDirectory"] = Path.GetFullPath(folder);
        if (parsed.GetValue(_behindProxy))
            settings["Auth:BehindProxy"] = "true";
        if (parsed.GetValue(_pathBase) is { } pathBase)
            settings[PathBase.Key] = pathBase;
        if (parsed.GetValue(_role) is { } role)
            settings["Node:Role"] = role.ToString();
        if (parsed.GetValue(_nodeName) is { } name)
            settings["Node:Name"] = name;
        return settings;
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
